namespace DurableSdk.SimulationTests;

/// <summary>What can cross the creation of a run that its host takes at once.</summary>
public sealed partial class InterleavingTests
{
    [TestCase(nameof(FaultKind.CrashAfter))]
    [TestCase(nameof(FaultKind.PowerCutAfter))]
    public void Death_between_the_creation_of_a_run_and_its_begin_leaves_it_to_the_next_owner(string kind)
    {
        var tree = new Tree();
        Explore(
            new Scenario { Runs = [OwnPlan(tree.Sequence(tree.Step(), tree.Step()))], Faults = [new Fault { Call = StoreCall.CreateRun, Nth = 1, Kind = Enum.Parse<FaultKind>(kind) }] },
            world => world.Reached.Has("died with a run that it had taken and not begun") && world.Reached.Has("crashed recovery") && Has<WorkflowCompleted>(world));
    }

    [Test]
    public void Creation_whose_answer_is_lost_makes_one_run_which_goes_on_meanwhile()
    {
        var tree = new Tree();
        Explore(
            new Scenario { Runs = [OwnPlan(tree.Sequence(tree.Step(), tree.Sleep(20_000), tree.Step()))], Faults = [new Fault { Call = StoreCall.CreateRun, Nth = 1, Kind = FaultKind.FailAfter }] },
            world => world.Reached.Has("client insists") && world.Reached.Counts.GetValueOrDefault("run taken with its creation") == 1 && world.Logs.All.Count == 1 && Has<WorkflowCompleted>(world));
    }

    [Test]
    public void Place_that_a_creation_keeps_is_there_for_others_afterwards([Values] bool fails)
    {
        var tree = new Tree();
        var (kind, wanted) = fails ? (FaultKind.Fail, "place given back") : (FaultKind.Late, "no place for a new run");
        Explore(
            new Scenario
            {
                Runs = [OwnPlan(tree.Step(takes: 10)), OwnPlan(tree.Step(takes: 10)), Plan(tree.Step(takes: 10))],
                Faults = [.. Enumerable.Range(1, 2).Select(nth => new Fault { Call = StoreCall.CreateRun, Nth = nth, Kind = kind, Amount = 5_000 })],
                InMemory = 1,
            },
            world => world.Reached.Has(wanted) && world.Logs.All.All(log => log.Entries[^1].Event is WorkflowCompleted));
    }

    [Test]
    public void Owner_that_is_taken_over_while_it_creates_a_run_keeps_no_second_log()
    {
        var tree = new Tree();
        Explore(
            new Scenario { Runs = [OwnPlan(tree.Sequence(tree.Step(takes: 100), tree.Step()))], Faults = [new Fault { Call = StoreCall.CreateRun, Nth = 1, Kind = FaultKind.TakeOver, Amount = 10_000 }] },
            world => world.Reached.Has("run taken with its creation") && world.Reached.Has("append Fenced") && Has<WorkflowCompleted>(world));
    }

    [Test]
    public void Host_that_stops_while_it_creates_a_run_leaves_it_to_the_next()
    {
        var tree = new Tree();
        Explore(
            order => new Scenario
            {
                Runs = [OwnPlan(tree.Step(StepManner.Stubborn, takes: 300)), OwnPlan(tree.Step()) with { StartsAt = 200 }],
                Deeds = [new Deed { At = 200 + (order % 60), Kind = DeedKind.Stop }],
                Faults = [new Fault { Call = StoreCall.CreateRun, Nth = 2, Kind = FaultKind.Late, Amount = 50 }],
            },
            world => world.Reached.Has("run taken by a host that stops") && world.Logs.All.All(log => log.Entries[^1].Event is WorkflowCompleted));
    }

    /// <summary>Of a run that a host starts which executes it.</summary>
    private static RunPlan OwnPlan(Node program) => Plan(program) with { IsStartedByHost = true };
}
