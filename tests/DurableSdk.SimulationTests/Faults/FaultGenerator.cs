using DurableSdk.Replay;

namespace DurableSdk.SimulationTests.Faults;

/// <summary>Draws faults that a store may have.</summary>
internal static class FaultGenerator
{
    private const int NthMax = 40;

    private static readonly StoreCall[] Calls = Enum.GetValues<StoreCall>();

    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    public static Fault Draw(RunRandom random)
    {
        var call = random.Next(2) == 0 ? StoreCall.Append : Calls[random.Next(Calls.Length)];
        var kinds = Kinds.Where(kind => IsPossible(call, kind)).ToArray();
        return Draw(random, call, kinds[random.Next(kinds.Length)]);
    }

    public static Fault Draw(RunRandom random, StoreCall call, FaultKind kind) =>
        new() { Call = call, Nth = 1 + random.Next(1 + random.Next(NthMax)), Kind = kind, Amount = AmountOf(kind, random) };

    /// <summary>Every fault that there is.</summary>
    public static IEnumerable<(StoreCall Call, FaultKind Kind)> All => Calls.SelectMany(call => Kinds.Where(kind => IsPossible(call, kind)).Select(kind => (call, kind)));

    /// <summary>What no store does is left out: claims and ownerships live in the memory of their owner, so one that failed was not given.</summary>
    public static bool IsPossible(StoreCall call, FaultKind kind) => kind switch
    {
        FaultKind.FailAfter => call is not (StoreCall.Claim or StoreCall.TryAcquire),
        FaultKind.Repeat => call is StoreCall.Append or StoreCall.CreateRun or StoreCall.Send or StoreCall.Terminate or StoreCall.ResumeHook or StoreCall.CloseHook or StoreCall.Purge or StoreCall.MoveSubscription,
        _ => true,
    };

    private static int AmountOf(FaultKind kind, RunRandom random) => kind switch
    {
        FaultKind.Late or FaultKind.LateAnswer or FaultKind.Repeat => random.Next(1, random.Next(2) == 0 ? 50 : 30_000),
        FaultKind.Fail => random.Next(3) == 0 ? random.Next(5_000) : 0,
        FaultKind.TakeOver => random.Next(2) == 0 ? 0 : random.Next(20_000),
        FaultKind.Jump => random.Next(-600, 600),
        _ => 0,
    };
}
