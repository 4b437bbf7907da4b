using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Idiomatic.PriceList;

public sealed record Article(string Number, decimal Net, string Currency)
{
    public decimal Gross => decimal.Round(Net * 1.19m, 2);

    public string Label => string.Create(CultureInfo.InvariantCulture, $"{Number} {Gross:0.00} {Currency}");
}

/// <summary>Labels, checksums, joins and chunks; comparers by name, and a map that is only looked up.</summary>
public sealed class PriceListWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(IReadOnlyList<Article> articles)
    {
        var rates = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
        foreach (var currency in articles.Select(article => article.Currency).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase))
            rates[currency] = await RateAsync(currency);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var labels = from article in articles
                     where seen.Add(article.Number) && rates.ContainsKey(article.Currency)
                     let euro = article.Gross / rates[article.Currency]
                     orderby euro descending, article.Number.Length
                     select (article.Label, Cents: (long)Math.Round(euro * 100));
        var sent = 0;
        foreach (var chunk in labels.Chunk(50))
        {
            var text = string.Join("\n", chunk.Select(entry => $"{entry.Label}/{entry.Cents}"));
            await PrintAsync(text, Checksum(text), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))));
            sent += chunk.Length;
        }

        Durable.Logger.LogInformation("Printed {Count} labels, worth {Sum}", sent, articles.Sum(article => article.Gross));
        return sent;
    }

    private static int Checksum(string text)
    {
        var sum = 17;
        foreach (var c in text)
            sum = unchecked((sum * 31) + c);
        return sum;
    }

    [Step] private static Task<decimal> RateAsync(string currency) => Task.FromResult(1m);

    [Step] private static Task PrintAsync(string text, int checksum, string hash) => Task.CompletedTask;
}
