using DurableSdk.Storage;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>When the first process dies.</summary>
/// <param name="Event">The event, by its place in the log.</param>
/// <param name="IsCommitted">Whether it dies just after the event was committed, before the code hears of it; else just before.</param>
internal sealed record Crash(long Event, bool IsCommitted = true)
{
    public bool IsNow(StoreCall call) => call is { Operation: StoreOperation.Append, Append: { } append } && call.IsDone == IsCommitted
        && append.ExpectedSequence < Event && Event <= append.ExpectedSequence + append.Events.Count;
}
