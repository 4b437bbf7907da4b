using DurableSdk.Storage;
using DurableSdk.Testing.Storage;

namespace DurableSdk.TestingTests.Crashes;

/// <summary>A store with an error: who reads a log finds the outcome of one step as if it had only begun.</summary>
internal sealed class ForgetfulStore(IEventStore inner, string stepId) : StoreDecorator(inner)
{
    public override async ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel) =>
        [.. (await base.ReadEventsAsync(runId, afterSequence, limit, cancel)).Select(stored => Forget(runId, stored))];

    private StoredEvent Forget(string runId, StoredEvent stored)
    {
        var entry = EventCodec.Plain.Decode(runId, stored);
        return entry.Event is (StepCompleted or CompensationCompleted) and StepEvent step && step.Id == stepId
            ? EventCodec.Plain.Encode(runId, entry with { Event = new StepStarted(step.Id, step.Attempt, step.Source, step.Arguments) })
            : stored;
    }
}
