namespace DurableSdk.SimulationTests.Shrinking;

/// <summary>All scenarios that have a little less than a given one, the most daring first.</summary>
internal static class ShorterScenarios
{
    public static IEnumerable<Scenario> Of(Scenario scenario) =>
    [
        .. Without(scenario.Faults).Select(faults => scenario with { Faults = faults }),
        .. Without(scenario.Deeds).Select(deeds => scenario with { Deeds = deeds }),
        .. FewerRuns(scenario),
        .. FewerGenerations(scenario),
        .. Simpler(scenario),
        .. SmallerTrees(scenario),
        .. Enumerable.Range(0, scenario.Faults.Length).SelectMany(i => Easier(scenario.Faults[i]).Select(fault => scenario with { Faults = With(scenario.Faults, i, fault) })),
        .. Enumerable.Range(0, scenario.Deeds.Length).SelectMany(i => Easier(scenario.Deeds[i]).Select(deed => scenario with { Deeds = With(scenario.Deeds, i, deed) })),
    ];

    private static IEnumerable<Scenario> Simpler(Scenario scenario)
    {
        if (scenario.HasStandby)
            yield return scenario with { HasStandby = false };
        if (scenario.HasSubscriber)
            yield return scenario with { HasSubscriber = false };
        foreach (var i in Enumerable.Range(0, scenario.Runs.Length).Where(i => scenario.Runs[i].IsLimited))
            yield return scenario with { Runs = With(scenario.Runs, i, scenario.Runs[i] with { IsLimited = false }) };
        foreach (var i in Enumerable.Range(0, scenario.Runs.Length).Where(i => scenario.Runs[i].IsStartedByHost))
            yield return scenario with { Runs = With(scenario.Runs, i, scenario.Runs[i] with { IsStartedByHost = false }) };
        if (scenario.InMemory < 100)
            yield return scenario with { InMemory = 100 };
        if (scenario.EvictsAlways)
            yield return scenario with { EvictsAlways = false };
        if (scenario.EvictsAfter < 10_000)
            yield return scenario with { EvictsAfter = 10_000 };
    }

    /// <summary>The last or the first; what was for it from outside goes with it.</summary>
    private static IEnumerable<Scenario> FewerRuns(Scenario scenario)
    {
        if (scenario.Runs.Length == 1)
            yield break;
        var last = scenario.Runs.Length - 1;
        yield return scenario with { Runs = scenario.Runs[..last], Deeds = [.. scenario.Deeds.Where(deed => deed.Run < last)] };
        yield return scenario with
        {
            Runs = [.. scenario.Runs[1..].Select(Renumbered)],
            Deeds = [.. scenario.Deeds.Where(deed => deed.Run > 0).Select(deed => deed with { Run = deed.Run - 1 })],
        };
    }

    /// <summary>The first run isn't there any more.</summary>
    private static RunPlan Renumbered(RunPlan plan) => plan with
    {
        Generations = [.. plan.Generations.Select(tree => NodeParts.Changed(tree, node => node is SendNode { To: > 0 } send ? send with { To = send.To - 1 } : node))],
    };

    private static IEnumerable<Scenario> FewerGenerations(Scenario scenario) =>
        from i in Enumerable.Range(0, scenario.Runs.Length)
        let plan = scenario.Runs[i]
        where plan.Generations.Length > 1
        from generations in Without(plan.Generations)
        select scenario with { Runs = With(scenario.Runs, i, plan with { Generations = generations }) };

    private static IEnumerable<Scenario> SmallerTrees(Scenario scenario) =>
        from i in Enumerable.Range(0, scenario.Runs.Length)
        let plan = scenario.Runs[i]
        from j in Enumerable.Range(0, plan.Generations.Length)
        from tree in ShorterTrees.Of(plan.Generations[j])
        select scenario with { Runs = With(scenario.Runs, i, plan with { Generations = With(plan.Generations, j, tree) }) };

    private static IEnumerable<Fault> Easier(Fault fault)
    {
        if (fault.Amount is > 1 or < -1)
            yield return fault with { Amount = fault.Amount / 2 };
    }

    private static IEnumerable<Deed> Easier(Deed deed)
    {
        if (deed.ToChild)
            yield return deed with { ToChild = false };
        if (deed.At > 1)
            yield return deed with { At = deed.At / 2 };
        if (deed.Kind != DeedKind.Signal && deed.Amount is > 1 or < -1)
            yield return deed with { Amount = deed.Amount / 2 };
    }

    /// <summary>Half of them first, then each alone.</summary>
    public static IEnumerable<T[]> Without<T>(T[] items)
    {
        if (items.Length > 2)
        {
            yield return items[..(items.Length / 2)];
            yield return items[(items.Length / 2)..];
        }

        for (var i = items.Length - 1; i >= 0; i--)
            yield return [.. items[..i], .. items[(i + 1)..]];
    }

    public static T[] With<T>(T[] items, int place, T item) => [.. items[..place], item, .. items[(place + 1)..]];
}
