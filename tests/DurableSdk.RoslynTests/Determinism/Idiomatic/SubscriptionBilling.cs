namespace Idiomatic.SubscriptionBilling;

public sealed record Subscription(string Id, decimal MonthlyFee, DateTimeOffset StartedAt, int Months);

public sealed record Invoice(string Number, decimal Amount, DateOnly DueOn);

public readonly record struct Money(decimal Amount, string Currency)
{
    public static Money operator +(Money a, Money b) => a.Currency == b.Currency ? new(a.Amount + b.Amount, a.Currency) : throw new ArgumentException("Other currencies.");

    public Money Times(decimal factor) => this with { Amount = decimal.Round(Amount * factor, 2, MidpointRounding.ToEven) };
}

/// <summary>One invoice a month, with three reminders each.</summary>
public sealed class SubscriptionBillingWorkflow
{
    private const int RemindersMax = 3;

    [Workflow]
    public async Task<decimal> RunAsync(Subscription subscription)
    {
        var paid = new Money(0, "EUR");
        for (var month = 1; month <= subscription.Months; month++)
        {
            await Durable.SleepUntil(subscription.StartedAt.AddMonths(month));
            var fee = new Money(subscription.MonthlyFee, "EUR").Times(month > 12 ? 0.9m : 1m);
            var invoice = await CreateInvoiceAsync(subscription.Id, month, fee);
            if (!await CollectAsync(invoice))
                break;
            paid += fee;
        }

        return paid.Amount;
    }

    private async Task<bool> CollectAsync(Invoice invoice)
    {
        for (var attempt = 0; attempt < RemindersMax; attempt++)
        {
            if (await TryChargeAsync(invoice))
                return true;
            await RemindAsync(invoice, attempt);
            var pause = attempt switch { 0 => 2, 1 => 5, _ => 10 };
            await Durable.Sleep(TimeSpan.FromDays(pause));
        }

        return false;
    }

    [Step] private static Task<Invoice> CreateInvoiceAsync(string id, int month, Money fee) => Task.FromResult(new Invoice($"{id}-{month}", fee.Amount, DateOnly.FromDateTime(DateTime.Today)));

    [Step] private static Task<bool> TryChargeAsync(Invoice invoice) => Task.FromResult(true);

    [Step] private static Task RemindAsync(Invoice invoice, int attempt) => Task.CompletedTask;
}
