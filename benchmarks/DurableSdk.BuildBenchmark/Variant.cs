namespace DurableSdk.BuildBenchmark;

/// <summary>One of the builds that are compared.</summary>
internal sealed record Variant(string Name, string Properties)
{
    /// <summary>Every id that a rule of ours may have: an analyzer all of whose rules are off isn't run.</summary>
    private static readonly string RulesOff = string.Join("%3B", Enumerable.Range(0, 4).SelectMany(k => Enumerable.Range(1, 99).Select(n => $"DUR{k}{n:000}")));

    public static readonly Variant[] All =
    [
        new("without", ""),
        new("with the generator", $"-p:WithDurableSdk=true -p:RulesOff={RulesOff}"),
        new("with generator and analyzers", "-p:WithDurableSdk=true"),
    ];
}
