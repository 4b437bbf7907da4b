using DurableSdk.Testing.Storage;

namespace DurableSdk.SimulationTests.Bugs;

/// <summary>A mistake in what the store gives to read or takes from clients.</summary>
internal abstract class StoreBug : PlantedBug
{
    public sealed override IEventStore Store(IEventStore inner, Simulation world) => new BuggyStore(inner, this, world);

    /// <summary>What is read of a log.</summary>
    protected virtual IReadOnlyList<StoredEvent> Read(string runId, IReadOnlyList<StoredEvent> events) => events;

    /// <summary>What is sent.</summary>
    protected virtual InboxMessage Send(InboxMessage message) => message;

    protected virtual PurgeRequest Purge(PurgeRequest request) => request;

    protected virtual ValueTask<HookResult> ResumeAsync(IEventStore store, string tokenHash, InboxMessage delivery, CancellationToken cancel) => store.ResumeHookAsync(tokenHash, delivery, cancel);

    /// <summary>What becomes of a run that was created.</summary>
    protected virtual void Created(NewRun run, Simulation world)
    {
    }

    private sealed class BuggyStore(IEventStore inner, StoreBug bug, Simulation world) : StoreDecorator(inner)
    {
        private readonly IEventStore _inner = inner;

        public override async ValueTask<CreateRunResult> CreateRunAsync(NewRun run, CancellationToken cancel)
        {
            var result = await base.CreateRunAsync(run, cancel);
            if (result.Outcome == CreateRunOutcome.Created)
                bug.Created(run, world);
            return result;
        }

        public override async ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel) =>
            bug.Read(runId, await base.ReadEventsAsync(runId, afterSequence, limit, cancel));

        public override ValueTask<PurgeSlice> PurgeAsync(PurgeRequest request, CancellationToken cancel) => base.PurgeAsync(bug.Purge(request), cancel);

        public override ValueTask<HookResult> ResumeHookAsync(string tokenHash, InboxMessage delivery, CancellationToken cancel) => bug.ResumeAsync(_inner, tokenHash, delivery, cancel);

        public override ValueTask<SendResult> SendAsync(string runId, InboxMessage message, CancellationToken cancel) => base.SendAsync(runId, bug.Send(message), cancel);
    }
}
