using DurableSdk.SimulationTests.Shrinking;

namespace DurableSdk.SimulationTests;

/// <summary>The orders in which things can cross each other that the design names, each made on purpose: in some order that is tried it must really happen, and none may break anything.</summary>
public sealed partial class InterleavingTests
{
    private const int Orders = 150;

    [Test]
    public void Message_that_comes_while_an_append_is_under_way_is_taken_up_once()
    {
        var tree = new Tree();
        var program = tree.Sequence(tree.Step(takes: 100), tree.Signal(), tree.Step());
        Explore(
            new Scenario
            {
                Runs = [Plan(program)],
                Deeds = [new Deed { At = 100, Kind = DeedKind.Signal }],
                Faults = [Late(1, 40), Late(2, 40), Late(3, 40)],
            },
            world => IsBefore<SignalReceived, StepCompleted>(world) && Has<WorkflowCompleted>(world),
            world => IsBefore<StepCompleted, SignalReceived>(world) && Has<WorkflowCompleted>(world));
    }

    [Test]
    public void Time_limit_and_completion_at_the_same_time_have_one_outcome()
    {
        var tree = new Tree();
        Explore(
            order => new Scenario { Runs = [Plan(tree.Try(tree.Limit(1_000, tree.Step(StepManner.Compensable, takes: 900 + order)), tree.Step()))] },
            world => Has<StepCompleted>(world) && !Has<TimerFired>(world),
            world => IsBefore<TimerFired, StepCompleted>(world) || IsBefore<TimerFired, StepFailed>(world));
    }

    [Test]
    public void Cancellation_and_completion_at_the_same_time_have_one_outcome()
    {
        var tree = new Tree();
        var program = tree.Sequence(tree.Step(StepManner.Compensable, takes: 1_000), tree.Sleep(1));
        Explore(
            new Scenario { Runs = [Plan(program)], Deeds = [new Deed { At = 1_000, Kind = DeedKind.Cancel }] },
            world => IsBefore<StepCompleted, CancelRequested>(world),
            world => IsBefore<CancelRequested, StepCompleted>(world),
            world => IsBefore<CancelRequested, StepFailed>(world));
    }

    [Test]
    public void Commit_that_is_made_and_reports_failure_is_found_and_not_made_again([Range(1, 6)] int nth)
    {
        var tree = new Tree();
        var program = tree.Sequence(tree.Step(), tree.Send(1), tree.Sleep(1_000), tree.Step(StepManner.Compensable, takes: 100), tree.Throw());
        Explore(
            new Scenario { Runs = [Plan(program), Plan(tree.Signal())], Faults = [new Fault { Call = StoreCall.Append, Nth = nth, Kind = FaultKind.FailAfter }] },
            world => world.Reached.Has($"fault FailAfter of Append") && Has<CompensationCompleted>(world) && Has<WorkflowFailed>(world));
    }

    [Test]
    public void Two_owners_at_once_keep_one_log([Range(1, 8)] int nth)
    {
        var tree = new Tree();
        var program = tree.Sequence(tree.Step(takes: 50), tree.Parallel(tree.Step(takes: 200), tree.Sleep(300), tree.Step(takes: 400)), tree.Step());
        Explore(
            new Scenario { Runs = [Plan(program), Plan(program)], Faults = [new Fault { Call = StoreCall.Append, Nth = nth, Kind = FaultKind.TakeOver, Amount = 10_000 }] },
            world => world.Reached.Has("append Fenced") && world.Logs.All.All(log => log.Entries[^1].Event is WorkflowCompleted));
    }

    [Test]
    public void Run_that_is_evicted_with_attempts_in_flight_stays_with_them()
    {
        var tree = new Tree();
        var program = tree.Sequence(tree.Parallel(tree.Step(takes: 5_000), tree.Sleep(1_000), tree.Step(takes: 3_000), tree.Signal(500)), tree.Step());
        Explore(
            new Scenario { Runs = [Plan(program)], EvictsAlways = true },
            world => world.Reached.Has("replayed") && world.Journal.Executions.Count == 3 && Has<WorkflowCompleted>(world));
    }

    [Test]
    public void Messages_that_come_while_a_run_continues_as_another_are_all_there()
    {
        var tree = new Tree();
        var goesOn = tree.Sequence(tree.Step(takes: 100), tree.Continue());
        Explore(
            order => new Scenario
            {
                Runs = [new RunPlan { Generations = [goesOn, tree.Sequence(tree.Signal(), tree.Signal(), tree.Signal())] }],
                Deeds = [.. Enumerable.Range(0, 3).Select(i => new Deed { At = (5 * order) + i, Kind = DeedKind.Signal })],
                Faults = [Late(2, 3)],
            },
            world => world.Reached.Has("continued with unused messages") && world.Reached.Has("message used"),
            world => !world.Reached.Has("continued with unused messages") && world.Reached.Has("message used"));
    }

    [Test]
    public void Termination_and_append_at_the_same_time_leave_one_end()
    {
        var tree = new Tree();
        var program = tree.Sequence(tree.Step(StepManner.Compensable, takes: 100), tree.Sleep(60_000));
        Explore(
            order => new Scenario { Runs = [Plan(program)], Deeds = [new Deed { At = 5 * order, Kind = DeedKind.Terminate }], Faults = [Late(1, 20), Late(2, 20), Late(3, 20)] },
            world => world.Reached.Has("append RunFinished") && Has<WorkflowTerminated>(world),
            world => IsBefore<StepCompleted, WorkflowTerminated>(world));
    }

    [Test]
    public void Death_between_any_two_flushes_of_a_compensation_undoes_each_step_once([Range(1, 10)] int nth)
    {
        var tree = new Tree();
        var program = tree.Sequence(tree.Parallel(tree.Step(StepManner.Compensable), tree.Step(StepManner.Compensable, takes: 50)), tree.Step(StepManner.Compensable), tree.Throw());
        Explore(
            new Scenario { Runs = [Plan(program)], Faults = [new Fault { Call = StoreCall.Append, Nth = nth, Kind = FaultKind.PowerCutAfter }] },
            world => world.Logs.All.Single().Entries.Count(entry => entry.Event is CompensationCompleted) == 3);
    }

    /// <summary>None of many orders breaks anything, and each wanted thing happens in one at least.</summary>
    private static void Explore(Scenario scenario, params Func<Simulation, bool>[] wanted) => Explore(_ => scenario, wanted);

    private static void Explore(Func<int, Scenario> scenarioOf, params Func<Simulation, bool>[] wanted)
    {
        var seen = new int[wanted.Length];
        for (var order = 1; order <= Orders; order++)
        {
            var scenario = scenarioOf(order) with { Order = (ulong)order };
            var world = Play.Twice(scenario);
            Assert.That(world.Violations, Is.Empty, scenario.Write);
            for (var i = 0; i < wanted.Length; i++)
                seen[i] += wanted[i](world) ? 1 : 0;
        }

        Assert.That(seen, NUnit.Framework.Has.All.GreaterThan(0), "how often each wanted order came");
    }

    private static RunPlan Plan(Node program) => new() { Generations = [program] };

    private static Fault Late(int nth, int time) => new() { Call = StoreCall.Append, Nth = nth, Kind = FaultKind.LateAnswer, Amount = time };

    private static bool Has<TEvent>(Simulation world) => Place<TEvent>(world) is not null;

    private static bool IsBefore<TFirst, TSecond>(Simulation world) => Place<TFirst>(world) is { } first && Place<TSecond>(world) > first;

    /// <summary>Where the first run's log has the first event of a kind.</summary>
    private static long? Place<TEvent>(Simulation world) => world.Logs.All[0].Entries.FirstOrDefault(entry => entry.Event is TEvent)?.Sequence;
}
