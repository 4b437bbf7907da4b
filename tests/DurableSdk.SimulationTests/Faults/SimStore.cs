using DurableSdk.Testing.Storage;

namespace DurableSdk.SimulationTests.Faults;

/// <summary>A store whose calls have faults.</summary>
internal sealed partial class SimStore(IEventStore inner, SimProcess process) : StoreDecorator(inner)
{
    private readonly FaultyCalls _calls = new(process);

    private Simulation World => process.World;

    public override async ValueTask<CreateRunResult> CreateRunAsync(NewRun run, CancellationToken cancel)
    {
        if (process.IsStale)
            World.Reached.Note("stale owner starts a run");
        using var place = process.Intake?.Keep(run);
        return await Flushed(StoreCall.CreateRun, () => place is null ? base.CreateRunAsync(run, cancel) : place.Offer(() => base.CreateRunAsync(run, cancel)));
    }

    public override ValueTask<SendResult> SendAsync(string runId, InboxMessage message, CancellationToken cancel) =>
        Flushed(StoreCall.Send, () => base.SendAsync(runId, message, cancel));

    public override ValueTask<TerminateResult> TerminateAsync(string runId, Func<long, StoredEvent?> end, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancel) =>
        Flushed(StoreCall.Terminate, () => base.TerminateAsync(runId, end, messages, cancel));

    public override ValueTask<HookResult> ResumeHookAsync(string tokenHash, InboxMessage delivery, CancellationToken cancel) =>
        Flushed(StoreCall.ResumeHook, async () =>
        {
            var result = await base.ResumeHookAsync(tokenHash, delivery, cancel);
            World.Reached.Note($"hook {result}");
            return result;
        });

    public override ValueTask<PurgeSlice> PurgeAsync(PurgeRequest request, CancellationToken cancel) =>
        Flushed(StoreCall.Purge, async () =>
        {
            World.Logs.Keep();
            var slice = await base.PurgeAsync(request, cancel);
            World.NotePurge(request, slice);
            return slice;
        });

    public override ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.GetLastOfChain, () => base.GetLastOfChainAsync(runId, cancel));

    public override ValueTask<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.CountRuns, () => base.CountRunsAsync(cancel));

    public override ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.ReadEvents, () => base.ReadEventsAsync(runId, afterSequence, limit, cancel));

    public override ValueTask<StoredEvent?> ReadLastEventAsync(string runId, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.ReadLastEvent, () => base.ReadLastEventAsync(runId, cancel));

    public override ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.TryAcquire, async () =>
        {
            var result = await base.TryAcquireAsync(owner, takeOver, cancel);
            if (result.Owner is null)
                return result;
            World.Disk.Flush();
            World.Reached.Note("acquired");
            return result with { Owner = World.Bug.Hearing(new SimOwner(World.Bug.Owner(result.Owner, World), process), World) };
        });

    private ValueTask<TResult> Flushed<TResult>(StoreCall kind, Func<ValueTask<TResult>> call) => _calls.MakeAsync(kind, async () =>
    {
        var result = await call();
        World.Disk.Flush();
        return result;
    });
}
