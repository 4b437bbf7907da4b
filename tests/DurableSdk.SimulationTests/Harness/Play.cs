using System.Globalization;
using System.Text;
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

    /// <summary>Plays it twice: both must give the same logs, and the same need no second look.</summary>
    public static Simulation Twice(Scenario scenario, Reached? reached = null, PlantedBug? bug = null)
    {
        var world = Once(scenario, reached, bug);
        if (LogOf(Unchecked(scenario, null, bug)) != LogOf(world))
            world.Report("not the same", "the same scenario, played twice, gave two logs");
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
    /// <param name="isTwice">Whether it is played twice and must give the same logs.</param>
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

    /// <summary>All that the database holds, to the byte, in the order in which it was written.</summary>
    public static string LogOf(Simulation world)
    {
        var text = new StringBuilder();
        foreach (var one in world.Machine.Database.Subscriptions.Read(0, int.MaxValue))
            text.AppendLine(CultureInfo.InvariantCulture, $"{one.RunId} {one.Stored.Sequence} {one.Stored.Kind} {one.Stored.At:O} {Encoding.UTF8.GetString(one.Stored.Body.Span)}");
        foreach (var log in world.Logs.All.Where(log => log.IsPurged))
            text.AppendLine(CultureInfo.InvariantCulture, $"{log.RunId} purged at {log.Run.PurgedAt:O} {string.Join(' ', log.Stored.Select(stored => stored.Checksum))}");
        return text.ToString();
    }
}
