using System.Globalization;

namespace Idiomatic.InvoiceDates;

public sealed record Invoice(string Number, DateTimeOffset IssuedAt, DateTime DueOn, TimeSpan Grace, TimeZoneOfCustomer Zone);

public sealed record TimeZoneOfCustomer(int OffsetMinutes)
{
    public DateTimeOffset At(DateTimeOffset time) => time.ToOffset(TimeSpan.FromMinutes(OffsetMinutes));
}

/// <summary>Dates that come from arguments, steps and the run's clock, and what can be done with them wherever the machine stands.</summary>
public sealed class InvoiceDatesWorkflow
{
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Workflow]
    public async Task<string> RunAsync(Invoice invoice)
    {
        var now = Durable.UtcNow;
        DateTimeOffset today = now.UtcDateTime.Date;
        var due = new DateTimeOffset(DateTime.SpecifyKind(invoice.DueOn, DateTimeKind.Utc)) + invoice.Grace;
        if (due < now)
            await RemindAsync(invoice.Number, due, (int)(now - due).TotalDays);
        var weeks = Math.Max(1, (int)Math.Ceiling((due - today).TotalDays / 7));
        foreach (var week in Enumerable.Range(1, weeks))
        {
            await Durable.SleepUntil(today.AddDays(7 * week));
            var local = invoice.Zone.At(Durable.UtcNow);
            if (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || DateOnly.FromDateTime(local.DateTime) is { Month: 12, Day: 25 })
                continue;
            var paid = await PaidAtAsync(invoice.Number);
            if (paid is { } at)
                return $"{invoice.Number} {at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {at.ToUnixTimeSeconds()} {Convert.ToInt32((at - Epoch).TotalDays)}";
        }

        var deadline = new DateOnly(due.Year, due.Month, 1).AddMonths(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        await RemindAsync(invoice.Number, deadline, 0);
        return string.Join(' ', invoice.Number, deadline.ToString("O", CultureInfo.InvariantCulture));
    }

    [Step] private static Task RemindAsync(string number, DateTimeOffset due, int days) => Task.CompletedTask;

    [Step] private static Task<DateTimeOffset?> PaidAtAsync(string number) => Task.FromResult<DateTimeOffset?>(null);
}
