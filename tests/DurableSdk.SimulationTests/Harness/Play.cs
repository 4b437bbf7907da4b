using DurableSdk.SimulationTests.Bugs;

namespace DurableSdk.SimulationTests.Harness;

/// <summary>Plays scenarios and looks at what came of them.</summary>
internal static class Play
{
    public static Simulation Once(Scenario scenario, Reached? reached = null, PlantedBug? bug = null)
    {
        var world = Unchecked(scenario, reached, bug);
        AllChecks.Run(world);
        return world;
    }

    /// <summary>Plays it twice: both must come out the same, and what does needs no second look.</summary>
    public static Simulation Twice(Scenario scenario, Reached? reached = null, PlantedBug? bug = null)
    {
        var world = Unchecked(scenario, reached, bug);
        Compare(world, Unchecked(scenario, null, bug));
        AllChecks.Run(world);
        return world;
    }

    private static Simulation Unchecked(Scenario scenario, Reached? reached, PlantedBug? bug)
    {
        var world = new Simulation(scenario, reached ?? new Reached(), bug);
        world.Play();
        return world;
    }

    /// <summary>What a scenario breaks, also by breaking the simulator itself.</summary>
    /// <param name="scenario">What is played.</param>
    /// <param name="isTwice">Whether it is played twice and must come out the same.</param>
    /// <param name="reached">Where is noted what happens; null for nowhere.</param>
    /// <param name="bug">What is wrong on purpose; null for nothing.</param>
    public static IReadOnlyList<Violation> Violations(Scenario scenario, bool isTwice, Reached? reached = null, PlantedBug? bug = null)
    {
        try
        {
            return (isTwice ? Twice(scenario, reached, bug) : Once(scenario, reached, bug)).Violations;
        }
        catch (Exception e)
        {
            return [new Violation("simulator", e.ToString())];
        }
    }

    /// <summary>Before anything is looked at, for that runs the code of the first once more.</summary>
    private static void Compare(Simulation world, Simulation again)
    {
        if (new Comparison(world, again).Difference is { } difference)
            world.Report("not the same", $"of the same scenario, played twice, {difference}");
        foreach (var violation in again.Violations.Except(world.Violations))
            world.Report(violation.Rule, violation.What);
    }
}
