using DurableSdk.SimulationTests.Bugs;

namespace DurableSdk.SimulationTests;

/// <summary>A simulator that finds no bug may be of no use: these are made on purpose, one at a time.</summary>
public sealed class PlantedBugTests
{
    /// <summary>The one that takes most is found by a fraction of this.</summary>
    private const int SchedulesMax = 3_000;

    private static IEnumerable<TestCaseData> Bugs => PlantedBugs.All.Select(bug => new TestCaseData(bug.GetType().Name));

    [TestCaseSource(nameof(Bugs))]
    public void Planted_bug_is_found(string name)
    {
        var bug = PlantedBugs.All.Single(bug => bug.GetType().Name == name);
        var batch = new Batch(1, SchedulesMax, bug) { StopsAtFirst = true };
        batch.Run();
        Assert.That(batch.Broken, Is.Not.Empty, bug.Description);
        var (seed, violations) = batch.Broken.MinBy(one => one.Key);
        TestContext.Out.WriteLine($"| {bug.Description} | {seed} | {violations[0].Rule} |");
        Assert.That(bug.Rules, Has.Member(violations[0].Rule), violations[0].What);
    }
}
