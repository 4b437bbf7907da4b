namespace DurableSdk.SimulationTests.Bugs;

/// <summary>All of them.</summary>
internal static class PlantedBugs
{
    public static PlantedBug[] All { get; } =
    [
        new MissingFence(), new UncheckedSequence(), new EarlyTimer(), new SwappedCompletions(), new EarlyResult(), new DuplicatedDelivery(), new LostUnusedMessage(),
        new ForgottenResult(), new UnflushedAppend(), new CompensationTwice(), new CrashesNotCounted(), new ForgottenCancellation(), new ForgottenMessageIds(), new ForgottenWake(),
        new UnstoppedChild(), new UntoldEnd(), new MissingChild(), new LostDelivery(), new OpenHook(), new EarlyPurge(), new RefusedUpdateDone(),
        new TakenAndLeft(), new LostPlace(),
    ];
}
