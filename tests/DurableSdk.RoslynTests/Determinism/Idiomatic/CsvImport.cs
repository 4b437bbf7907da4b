using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Idiomatic.CsvImport;

public sealed record Line(string Customer, decimal Amount, DateOnly Day)
{
    public int Quarter => (Day.Month + 2) / 3;

    public bool IsRefund => Amount < 0;
}

public sealed record Report(int Lines, int Bad, ImmutableTotals Totals, string Text);

public sealed record ImmutableTotals(System.Collections.Immutable.ImmutableSortedDictionary<string, decimal> ByCustomer);

/// <summary>Lines that are split, matched, parsed and grouped, and a text that is built of them, all in the invariant culture.</summary>
public sealed class CsvImportWorkflow
{
    private static readonly Regex Pattern = new(@"^(?<customer>[A-Z]{2}\d+);(?<amount>-?\d+(\.\d+)?);(?<day>\d{4}-\d{2}-\d{2})$", RegexOptions.CultureInvariant);

    [Workflow]
    public async Task<Report> RunAsync(string file)
    {
        var raw = await ReadAsync(file);
        var (good, bad) = Split(raw.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var byCustomer = good.GroupBy(line => line.Customer, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var totals = System.Collections.Immutable.ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        foreach (var group in byCustomer)
        {
            totals[group.Key] = decimal.Round(group.Sum(line => line.Amount), 2, MidpointRounding.ToEven);
            foreach (var quarter in Enumerable.Range(1, 4))
            {
                var lines = group.Where(line => line.Quarter == quarter && !line.IsRefund).ToArray();
                if (lines is [var first, .., var last] && first.Day < last.Day)
                    await StoreAsync(group.Key, quarter, lines);
            }
        }

        var text = new StringBuilder();
        foreach (var (customer, total) in totals)
            text.Append(customer).Append(": ").Append(total.ToString("F2", CultureInfo.InvariantCulture)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{good.Count} lines, {bad} bad, {good.Average(line => line.Amount):F1} on average");
        await MailAsync(text.ToString());
        return new Report(good.Count, bad, new ImmutableTotals(totals.ToImmutable()), text.ToString());
    }

    private static (List<Line> Good, int Bad) Split(IEnumerable<string> lines)
    {
        var (good, bad) = (new List<Line>(), 0);
        foreach (var line in lines)
        {
            if (Pattern.Match(line) is not { Success: true, Groups: var groups }
                || !decimal.TryParse(groups["amount"].ValueSpan, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
                || !DateOnly.TryParseExact(groups["day"].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                bad++;
                continue;
            }

            good.Add(new Line(groups["customer"].Value, amount, day));
        }

        return (good, bad);
    }

    [Step] private static Task<string> ReadAsync(string file) => Task.FromResult(file);

    [Step] private static Task StoreAsync(string customer, int quarter, Line[] lines) => Task.CompletedTask;

    [Step] private static Task MailAsync(string text) => Task.CompletedTask;
}
