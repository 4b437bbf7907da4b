using System.Runtime.CompilerServices;
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
        Assert.That(bug.Rules, Has.Member(violations[0].Rule), violations[0].What);
        var row = $"| {bug.Description} | {seed} | {violations[0].Rule} |";
        TestContext.Out.WriteLine(row);
        if (Environment.GetEnvironmentVariable("DURABLE_UPDATE_DOCS") is "1")
            Update(bug, row);
        Assert.That(Rows, Has.Member(row), "docs/fault-simulator.md says otherwise; DURABLE_UPDATE_DOCS=1 writes it anew");
    }

    [Test]
    public void Page_names_each_planted_bug_and_no_other()
    {
        Assert.That(Rows.Select(row => row.Split('|')[1].Trim()), Is.EqualTo(PlantedBugs.All.Select(bug => bug.Description)));
    }

    private static List<string> Rows =>
        [.. File.ReadLines(Page()).SkipWhile(line => !line.StartsWith("| planted bug |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))];

    private static void Update(PlantedBug bug, string row) =>
        File.WriteAllLines(Page(), [.. File.ReadAllLines(Page()).Select(line => line.StartsWith($"| {bug.Description} |", StringComparison.Ordinal) ? row : line)]);

    private static string Page([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "docs", "fault-simulator.md");
}
