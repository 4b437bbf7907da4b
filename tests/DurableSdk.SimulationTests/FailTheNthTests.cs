using DurableSdk.SimulationTests.Faults;

namespace DurableSdk.SimulationTests;

/// <summary>For each call of the store: the first fails, the second, the third, until a run passes untouched.</summary>
public sealed class FailTheNthTests
{
    private const int NthMax = 400;

    /// <summary>After which the last event is read: nobody knows whether they were made.</summary>
    private static readonly Fault[] FailedAppends =
    [
        new() { Call = StoreCall.Append, Nth = 2, Kind = FaultKind.FailAfter }, new() { Call = StoreCall.Append, Nth = 4, Kind = FaultKind.Fail }, new() { Call = StoreCall.Append, Nth = 9, Kind = FaultKind.FailAfter },
    ];

    private static IEnumerable<TestCaseData> Faults => FaultGenerator.All
        .Where(one => one.Kind is FaultKind.Fail or FaultKind.FailAfter or FaultKind.Crash or FaultKind.CrashAfter or FaultKind.PowerCutAfter)
        .Select(one => new TestCaseData(one.Call.ToString(), one.Kind.ToString()));

    [TestCaseSource(nameof(Faults))]
    public void Nth_call_fails_until_a_run_passes_untouched(string call, string kind)
    {
        var fault = new Fault { Call = Enum.Parse<StoreCall>(call), Kind = Enum.Parse<FaultKind>(kind) };
        for (var nth = 1; nth <= NthMax; nth++)
        {
            var scenario = Everything() with { Faults = [fault with { Nth = nth }, .. fault.Call == StoreCall.ReadLastEvent ? FailedAppends : []] };
            var world = Play.Twice(scenario);
            Assert.That(world.Violations, Is.Empty, scenario.Write);
            Assert.That(world.Logs.All.Select(log => log.Run.Status), Has.None.EqualTo(RunStatus.Blocked));
            if (!world.Reached.Has($"fault {kind} of {call}"))
            {
                Assert.That(nth, Is.GreaterThan(1), "no such call was ever made");
                return;
            }
        }

        Assert.Fail($"{NthMax} calls were not all");
    }

    /// <summary>
    /// Runs that call a child, send to each other, wait for each other, are answered and changed from outside, write rows, fail, undo what they did, continue, and are terminated and purged in the end.
    /// Somebody reads it all.
    /// </summary>
    private static Scenario Everything()
    {
        var tree = new Tree();
        var first = tree.Sequence(tree.Step(fails: 1), tree.Parallel(tree.Send(1), tree.Step(takes: 300), tree.Sleep(200), tree.Child(tree.Step(takes: 100))), tree.Continue());
        var second = tree.Sequence(tree.Signal(), tree.Step(StepManner.Compensable, takes: 30), tree.Throw());
        var other = tree.Sequence(tree.Signal(), tree.Send(0), tree.Limit(500, tree.Step(takes: 800)));
        var last = tree.Sequence(tree.Sleep(30_000), tree.Signal());
        var hook = new HookNode { Id = 100, Answers = [50], Takes = 1, IsClosed = true };
        return new Scenario
        {
            HasSubscriber = true,
            Runs = [new RunPlan { Generations = [first, second], IsStartedByHost = true }, new RunPlan { Generations = [tree.Try(other, tree.Step())] }, new RunPlan { Generations = [last], IsStartedByHost = true }, new RunPlan { Generations = [tree.Sequence(hook, tree.Step(StepManner.Transactional, takes: 20))] }],
            Deeds = [new Deed { At = 5_000, Kind = DeedKind.Signal, Run = 2 }, new Deed { At = 1_000, Kind = DeedKind.Update, Run = 2, Amount = 200 }, new Deed { At = 3_000, Kind = DeedKind.Look }, new Deed { At = 90_000, Kind = DeedKind.Purge, Amount = 40 }, new Deed { At = 60_000, Kind = DeedKind.Terminate, Run = 2 }],
            EvictsAfter = 100,
        };
    }
}
