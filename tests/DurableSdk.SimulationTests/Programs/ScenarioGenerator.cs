using DurableSdk.Replay;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>Draws a scenario from a seed: some programs, what happens to them from outside, and what goes wrong.</summary>
internal sealed class ScenarioGenerator
{
    private const int RunsMax = 3;
    private const int Until = 120_000;

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
        };
        return isCalm || _random.Next(3) > 0 ? scenario : Pointed(scenario);
    }

    /// <summary>With a fault of a call that is rare, and what leads to that call.</summary>
    private Scenario Pointed(Scenario scenario)
    {
        var (call, kind) = Pick([.. FaultGenerator.All.Where(one => one.Call != StoreCall.Append)]);
        var fault = FaultGenerator.Draw(_random, call, kind) with { Nth = 1 + _random.Next(2) };
        return call switch
        {
            StoreCall.ReadLast => scenario with { Faults = [fault, new Fault { Call = StoreCall.Append, Nth = 1 + _random.Next(5), Kind = FaultKind.Fail }] },
            StoreCall.Terminate => With(DeedKind.Terminate),
            StoreCall.Send => With(DeedKind.Signal),
            _ => scenario with { Faults = [fault, .. scenario.Faults] },
        };

        Scenario With(DeedKind deed) => scenario with { Faults = [fault, .. scenario.Faults], Deeds = [new Deed { At = _random.Next(100), Kind = deed }, .. scenario.Deeds] };
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private Deed DrawDeed(int runs, bool isCalm)
    {
        var deed = new Deed { At = _random.Next(1 + _random.Next(Until)), Run = _random.Next(runs), ToChild = _random.Next(4) == 0 };
        return _random.Next(isCalm ? 12 : 18) switch
        {
            < 8 => deed with { Kind = DeedKind.Signal, Amount = _random.Next(3) },
            8 => deed with { Kind = DeedKind.Cancel },
            9 => deed with { Kind = DeedKind.Pause },
            10 => deed with { Kind = DeedKind.Resume },
            11 => _random.Next(2) == 0 ? deed with { Kind = DeedKind.Terminate } : deed with { Kind = DeedKind.Cancel },
            12 or 13 => deed with { Kind = DeedKind.Kill },
            14 => deed with { Kind = DeedKind.PowerCut },
            15 or 16 => deed with { Kind = DeedKind.TakeOver, Amount = _random.Next(2) == 0 ? 0 : _random.Next(20_000) },
            _ => deed with { Kind = DeedKind.Jump, Amount = _random.Next(-600, 600) },
        };
    }
}
