using DurableSdk.Replay;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>Draws a scenario from a seed: some programs, what happens to them from outside, and what goes wrong.</summary>
internal sealed class ScenarioGenerator
{
    private const int RunsMax = 3;
    private const int Until = 120_000;

    /// <summary>No start that was repeated, or made late, comes later than this after the run's end (s), so none makes a run anew that was purged.</summary>
    private const int PurgedAfter = 40;

    /// <summary>What a scenario asks for once, if at all.</summary>
    private static readonly StoreCall[] Rare =
    [
        StoreCall.ReadLastEvent, StoreCall.Terminate, StoreCall.AppendInTransaction, StoreCall.ResumeHook, StoreCall.Purge, StoreCall.ListRuns, StoreCall.ReadAll,
        StoreCall.OpenSubscription, StoreCall.ListSubscriptions, StoreCall.DeleteSubscription, StoreCall.WaitForFinish, StoreCall.Send,
    ];

    private readonly ulong _seed;
    private readonly RunRandom _random;

    private ScenarioGenerator(ulong seed)
    {
        _seed = seed;
        _random = new RunRandom(seed);
    }

    public static Scenario Draw(ulong seed) => new ScenarioGenerator(seed).Draw();

    private Scenario Draw()
    {
        var runs = Math.Min(_random.Next(1, RunsMax + 2), RunsMax);
        var plans = Enumerable.Range(0, runs).Select(_ => new ProgramGenerator(_random, runs).Draw()).ToArray();
        var isCalm = _random.Next(10) == 0;
        var scenario = new Scenario
        {
            Runs = plans,
            Deeds = [.. Enumerable.Range(0, _random.Next(0, 7)).Select(_ => DrawDeed(runs, isCalm))],
            Faults = isCalm ? [] : [.. Enumerable.Range(0, _random.Next(0, 7)).Select(_ => FaultGenerator.Draw(_random))],
            Order = _seed,
            EvictsAlways = _random.Next(4) == 0,
            EvictsAfter = _random.Next(2) == 0 ? 10_000 : 1_000,
            HasStandby = _random.Next(4) == 0,
            InMemory = _random.Next(8) == 0 ? 1 : 100,
            HasSubscriber = _random.Next(8) == 0,
        };
        return isCalm || _random.Next(3) > 0 ? scenario : Pointed(scenario);
    }

    /// <summary>With a fault of a call that is rare, and what leads to that call.</summary>
    private Scenario Pointed(Scenario scenario)
    {
        var isRare = _random.Next(2) == 0;
        var (call, kind) = Pick([.. FaultGenerator.All.Where(one => isRare ? Rare.Contains(one.Call) : one.Call != StoreCall.Append)]);
        var fault = FaultGenerator.Draw(_random, call, kind) with { Nth = isRare ? 1 : 1 + _random.Next(2) };
        return call switch
        {
            StoreCall.FindHook or StoreCall.ResumeHook or StoreCall.CloseHook => Beside(new HookNode { Id = 1, Answers = [_random.Next(100)], Takes = 1, IsClosed = true }),
            StoreCall.AppendInTransaction => Beside(new StepNode { Id = 1, Manner = StepManner.Transactional }),
            StoreCall.OpenSubscription or StoreCall.MoveSubscription or StoreCall.ReadAll or StoreCall.WaitForEvents or StoreCall.GetLastPosition =>
                scenario with { Faults = [fault, .. scenario.Faults], HasSubscriber = true },
            StoreCall.CreateRun => scenario with { Faults = [fault, .. scenario.Faults], Runs = [.. scenario.Runs.Select(plan => plan with { IsStartedByHost = true })] },
            StoreCall.Purge => With(DeedKind.Purge),
            StoreCall.ListRuns or StoreCall.ListSubscriptions or StoreCall.DeleteSubscription or StoreCall.WaitForFinish => With(DeedKind.Look),
            StoreCall.ReadLastEvent => scenario with { Faults = [fault, new Fault { Call = StoreCall.Append, Nth = 1 + _random.Next(5), Kind = FaultKind.Fail }] },
            StoreCall.Terminate => With(DeedKind.Terminate),
            StoreCall.Send => With(DeedKind.Signal),
            _ => scenario with { Faults = [fault, .. scenario.Faults] },
        };

        Scenario Beside(Node tree) => scenario with { Faults = [fault, .. scenario.Faults], Runs = [.. scenario.Runs, new RunPlan { Generations = [tree] }] };

        Scenario With(DeedKind deed) => scenario with { Faults = [fault, .. scenario.Faults], Deeds = [new Deed { At = _random.Next(100), Kind = deed, Amount = PurgedAfter }, .. scenario.Deeds] };
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private Deed DrawDeed(int runs, bool isCalm)
    {
        var deed = new Deed { At = _random.Next(1 + _random.Next(Until)), Run = _random.Next(runs), ToChild = _random.Next(4) == 0 };
        return _random.Next(isCalm ? 16 : 23) switch
        {
            < 8 => deed with { Kind = DeedKind.Signal, Amount = _random.Next(3) },
            8 => deed with { Kind = DeedKind.Cancel },
            9 => deed with { Kind = DeedKind.Pause },
            10 => deed with { Kind = DeedKind.Resume },
            11 => _random.Next(2) == 0 ? deed with { Kind = DeedKind.Terminate } : deed with { Kind = DeedKind.Cancel },
            12 or 13 => deed with { Kind = DeedKind.Update, Amount = _random.Next(4) == 0 ? -1 : _random.Next(1 + _random.Next(8_000)) },
            14 => deed with { Kind = DeedKind.Fork, Amount = _random.Next(101) },
            15 => _random.Next(3) == 0 ? deed with { Kind = DeedKind.Look } : deed with { Kind = DeedKind.Purge, At = deed.At + _random.Next(Until), Amount = PurgedAfter + _random.Next(60) },
            16 or 17 => deed with { Kind = DeedKind.Kill },
            18 => deed with { Kind = DeedKind.PowerCut },
            19 or 20 => deed with { Kind = DeedKind.TakeOver, Amount = _random.Next(2) == 0 ? 0 : _random.Next(20_000) },
            21 => deed with { Kind = DeedKind.Stop },
            _ => deed with { Kind = DeedKind.Jump, Amount = _random.Next(-600, 600) },
        };
    }
}
