namespace Idiomatic.PriceQuotes;

public sealed record Quote(string Supplier, decimal Price);

/// <summary>Asks all suppliers at once and takes the best of those that answer in time.</summary>
public sealed class PriceQuotesWorkflow
{
    [Workflow]
    public async Task<Quote?> RunAsync(string part, string[] suppliers)
    {
        var asked = suppliers.Select(s => AskInTimeAsync(part, s)).ToList();
        await Task.WhenAll(asked);

        // Each is done, so its result is there.
        var quotes = asked.Select(t => t.Result).OfType<Quote>().ToList();
        return quotes.Count == 0 ? null : quotes.MinBy(q => q.Price);
    }

    private static async Task<Quote?> AskInTimeAsync(string part, string supplier)
    {
        try
        {
            return new Quote(supplier, await AskAsync(part, supplier).WithTimeout(TimeSpan.FromMinutes(10)));
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    [Step] private static Task<decimal> AskAsync(string part, string supplier, CancellationToken cancel = default) => Task.FromResult(1m);
}
