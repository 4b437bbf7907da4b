using System.Globalization;
using System.Text;

namespace Idiomatic.MessageTemplates;

public sealed record Booking(string Guest, DateOnly Arrival, int Nights, decimal Price);

/// <summary>Text for people, built by invariant formatting.</summary>
public sealed class MessageTemplatesWorkflow
{
    [Workflow]
    public async Task RunAsync(Booking booking)
    {
        var text = new StringBuilder()
            .Append("Dear ").Append(booking.Guest).AppendLine(",")
            .Append(CultureInfo.InvariantCulture, $"we expect you on {booking.Arrival:yyyy-MM-dd} for {booking.Nights} nights.")
            .AppendLine()
            .AppendFormat(CultureInfo.InvariantCulture, "The price is {0:F2} EUR.", booking.Price)
            .ToString();
        await SendAsync(booking.Guest, text);

        var reference = string.Create(CultureInfo.InvariantCulture, $"{booking.Arrival:yyyyMMdd}-{booking.Nights:D2}");
        await StoreAsync(reference.ToUpperInvariant(), booking.Price.ToString("F2", CultureInfo.InvariantCulture));

        if (decimal.TryParse(await PriceOfAsync(reference), NumberStyles.Number, CultureInfo.InvariantCulture, out var price) && price != booking.Price)
            await SendAsync("office", FormattableString.Invariant($"{reference}: {price} is not {booking.Price}"));
    }

    [Step] private static Task SendAsync(string to, string text) => Task.CompletedTask;

    [Step] private static Task StoreAsync(string reference, string price) => Task.CompletedTask;

    [Step] private static Task<string> PriceOfAsync(string reference) => Task.FromResult("1.00");
}
