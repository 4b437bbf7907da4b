using System.Collections.Immutable;
using System.Globalization;

namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class PureCode() : SafeCase(typeof(PureCodeWorkflow))
{
    public override string Does => "Computes with LINQ, records, patterns, sorted collections and immutable statics between steps.";

    protected override string Result => "\"apples: 3.50; pears: 1.25\"";
}

internal sealed class PureCodeWorkflow
{
    private static readonly ImmutableArray<Item> Items = [new("pears", 1.25m), new("apples", 3.5m)];

    [Workflow]
    public async Task<string> RunAsync()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in Items.Where(item => item is { Price: > 1m }).OrderBy(item => item.Name, StringComparer.Ordinal))
            names.Add(await Steps.EchoAsync(string.Create(CultureInfo.InvariantCulture, $"{item.Name}: {item.Price:F2}")));
        return string.Join("; ", names);
    }
}

internal sealed record Item(string Name, decimal Price);
