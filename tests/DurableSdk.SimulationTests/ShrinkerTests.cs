using DurableSdk.SimulationTests.Bugs;
using DurableSdk.SimulationTests.Shrinking;

namespace DurableSdk.SimulationTests;

public sealed class ShrinkerTests
{
    [Test]
    public void Shrinker_leaves_what_the_bug_needs_and_nothing_else()
    {
        var bug = new LostUnusedMessage();
        var batch = new Batch(1, 1_000, bug) { StopsAtFirst = true };
        batch.Run();

        var small = new Shrinker(scenario => Play.Once(scenario, bug: bug).Violations.Any(violation => violation.Rule == "message")).Shrink(ScenarioGenerator.Draw(batch.Broken.Keys.Min()));

        // A run that continues, and a message that it doesn't wait for.
        Assert.That(Play.Once(small, bug: bug).Violations, Is.Not.Empty);
        Assert.That(Play.Once(small).Violations, Is.Empty);
        Assert.That(small.Runs.Sum(plan => plan.Generations.Sum(NodeParts.Count)), Is.LessThan(8), small.Write);
        Assert.That(small.Faults.Length + small.Deeds.Length, Is.LessThan(3), small.Write);
    }

    [Test]
    public void Scenario_that_breaks_the_simulator_is_reported_in_short()
    {
        var batch = new Batch(1, 1, new NoStore());
        batch.Run();
        Assert.That(Report.Of(batch), Does.StartWith("seed 1: [simulator]").And.Contains("\n{\n  \"Runs\": [\n").And.Contains("\n[simulator]"));
    }

    [Test]
    public void Scenario_that_gives_two_logs_is_reported_in_short()
    {
        var batch = new Batch(1, 1, new OtherTime()) { PlaysTwice = true };
        batch.Run();
        Assert.That(Report.Of(batch), Does.StartWith("seed 1: [not the same]").And.Contains("\n[not the same]"));
    }

    private sealed class NoStore : PlantedBug
    {
        public override string Description => "There is no store.";

        public override string[] Rules => ["simulator"];

        public override IEventStore Store(IEventStore inner, Simulation world) => throw new NotSupportedException(Description);
    }

    private sealed class OtherTime : PlantedBug
    {
        private int _stores;

        public override string Description => "Each host has another time.";

        public override string[] Rules => ["not the same"];

        public override IEventStore Store(IEventStore inner, Simulation world)
        {
            world.Jump(++_stores);
            return inner;
        }
    }

    [Test]
    public void Scenario_that_is_written_and_read_is_the_same_to_play([Range(1, 20)] int seed)
    {
        var scenario = ScenarioGenerator.Draw((ulong)seed);
        Assert.That(new Comparison(Play.Once(scenario), Play.Once(Scenario.Read(scenario.Write()))).Difference, Is.Null);
    }
}
