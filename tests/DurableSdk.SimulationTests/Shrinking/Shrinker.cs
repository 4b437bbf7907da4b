namespace DurableSdk.SimulationTests.Shrinking;

/// <summary>Makes a scenario that breaks something as short as it can be: leaves out what isn't needed, one thing after the other, until nothing can go any more.</summary>
internal sealed class Shrinker(Func<Scenario, bool> isBroken)
{
    /// <summary>A shorter program comes in other orders; so many are tried.</summary>
    private const int OrdersTried = 4;

    private const int TriesMax = 3_000;

    private int _tries;

    public Scenario Shrink(Scenario scenario)
    {
        for (var next = Shorter(scenario); next is not null && _tries < TriesMax; next = Shorter(scenario))
            scenario = next;
        return scenario;
    }

    private Scenario? Shorter(Scenario scenario)
    {
        foreach (var candidate in ShorterScenarios.Of(scenario))
        {
            for (var order = 0ul; order < OrdersTried; order++)
            {
                var tried = order == 0 ? candidate : candidate with { Order = order };
                if (++_tries <= TriesMax && isBroken(tried))
                    return tried;
            }
        }

        return null;
    }
}
