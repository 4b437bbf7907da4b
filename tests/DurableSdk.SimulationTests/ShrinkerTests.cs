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

    [Test]
    public void Scenario_that_breaks_something_only_the_second_time_is_reported()
    {
        var batch = new Batch(1, 1, new SecondTime()) { PlaysTwice = true };
        batch.Run();
        Assert.That(batch.Broken[1], Has.One.Matches<Violation>(violation => violation.Rule == "second time"));
    }

    [Test]
    public void Code_that_learns_something_else_the_second_time_is_found_although_the_logs_are_the_same()
    {
        var (one, other) = (Play.Once(ScenarioGenerator.Draw(1)), Play.Once(ScenarioGenerator.Draw(1)));
        Assert.That(new Comparison(one, other).Difference, Is.Null);
        var runId = other.Logs.All[0].RunId;
        other.Witness.See(runId, other.Witness.TraceOf(runId).Count, 1, "one more", DateTimeOffset.MaxValue);
        Assert.That(new Comparison(one, other).Difference, Is.EqualTo($"the code of {runId} has learned something else"));
    }

    private sealed class SecondTime : PlantedBug
    {
        private Simulation? _first;

        public override string Description => "The second time something is wrong.";

        public override string[] Rules => ["second time"];

        public override IEventStore Store(IEventStore inner, Simulation world)
        {
            if ((_first ??= world) != world)
                world.Report("second time", Description);
            return inner;
        }
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
