using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// Makes a blocked run go on, after its cause is mended, or a paused one. Any other run takes no harm. Durable when it returns.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message
    /// names.</exception>
    public Task ResumeAsync(string runId, CancellationToken cancel = default) =>
        // Also where it isn't held yet: a pause may lie in its inbox.
        SendAsync(runId, InboxKind.Resume, ReadOnlyMemory<byte>.Empty, follow: false, cancel);

    /// <summary>
    /// Makes a run stand still: steps that run end and are recorded, and nothing new begins, no step, no retry and no timer, until <see cref="ResumeAsync"/> or
    /// <see cref="CancelAsync"/>. What arrives meanwhile is kept. A time that comes while it is paused counts when it goes on. Durable when it returns; a host
    /// acts on it a moment later. A blocked run stays blocked.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message
    /// names.</exception>
    public Task PauseAsync(string runId, string? reason = null, CancellationToken cancel = default) =>
        SendAsync(runId, InboxKind.Pause, InboxBody.Write(reason), follow: false, cancel);

    /// <summary>
    /// Ends a run at once, whatever it does and whether or not a host knows it: no <c>catch</c> and no <c>finally</c> of it runs, running steps get their token and their
    /// outcome is not recorded. Nothing is compensated; <see cref="WorkflowTerminated.Uncompensated"/> lists what that leaves. Its children are cancelled, and its parent is told. The way out for a run that no code can mend; prefer <see cref="CancelAsync"/>. Durable when it returns.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message
    /// names.</exception>
    public Task TerminateAsync(string runId, string? reason = null, CancellationToken cancel = default) => EndAtOnceAsync(runId, reason, follow: false, cancel);

    /// <summary>As <see cref="TerminateAsync"/>, for the run that goes on in the chain.</summary>
    internal Task TerminateLastAsync(string runId, string? reason, CancellationToken cancel) => EndAtOnceAsync(runId, reason, follow: true, cancel);

    /// <summary>
    /// Deletes runs that ended a time ago, with all they recorded, batch by batch; the host goes on meanwhile. Whether the file gets smaller is the store's affair: SQLite uses the room again.
    /// </summary>
    /// <param name="olderThan">How long ago a run must have ended. Zero takes all that have.</param>
    /// <param name="options">How to purge.</param>
    /// <param name="cancel">Stops between two batches; what is purged by then stays so.</param>
    /// <returns>How many runs were purged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or the batch size is out of its range.</exception>
    public async Task<long> PurgeAsync(TimeSpan olderThan, PurgeOptions? options = null, CancellationToken cancel = default)
    {
        await Leave();
        options ??= new PurgeOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BatchSize, 10_000, nameof(options));
        var store = await _runtime.OpenStoreAsync(cancel);
        var now = _runtime.UtcNow;
        var before = FirstMomentTooYoung(now, olderThan);
        var purged = 0L;
        for (long? after = 0; after is { } from;)
        {
            var slice = await store.PurgeAsync(new PurgeRequest(before, options.KeepIdempotencyKeys, now, from, options.BatchSize), cancel);
            purged += slice.Purged;
            after = slice.Next;
            cancel.ThrowIfCancellationRequested();
        }

        return purged;
    }

    /// <summary>What ended just so long ago is old enough; times are whole microseconds. Before the calendar begins nothing did.</summary>
    private static DateTimeOffset FirstMomentTooYoung(DateTimeOffset now, TimeSpan olderThan) =>
        olderThan > now - DateTimeOffset.MinValue ? DateTimeOffset.MinValue : now - olderThan + TimeSpan.FromMicroseconds(1);

    private async Task EndAtOnceAsync(string runId, string? reason, bool follow, CancellationToken cancel)
    {
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        for (var run = runId; ; run = (await LastOfChainAsync(runId, cancel)).RunId)
        {
            var result = await TryTerminateAsync(store, run, reason, cancel);
            if (result == TerminateResult.Terminated)
                return;
            if (!follow || result == TerminateResult.RunFinished)
                throw await RefusalAsync(run, cancel);
        }
    }

    /// <summary>Reads the log for what stays uncompensated and for parent and children, and reads on where it has grown meanwhile.</summary>
    private async Task<TerminateResult> TryTerminateAsync(IEventStore store, string runId, string? reason, CancellationToken cancel)
    {
        var now = _runtime.UtcNow;
        var log = new TerminatedLog(store, _runtime.Events, runId);
        TerminateResult result;
        do
        {
            await log.ReadOnAsync(cancel);
            var end = new WorkflowTerminated(reason) { Uncompensated = log.Uncompensated };
            result = await store.TerminateAsync(
                runId, next => next == log.LastSequence + 1 ? _runtime.Events.Encode(runId, new LogEntry(next, now, end)) : null, log.Messages(end, now), cancel);
        }
        while (result == TerminateResult.LogGrown);
        if (result == TerminateResult.Terminated && log.Origin is { } origin)
            _runtime.Metrics.Ended(origin.Workflow, RunStatus.Terminated, now - origin.At);
        return result;
    }

    /// <summary>
    /// Asks a run to stop: what it waits for is cancelled, the running steps' tokens fire, its <c>catch</c> and <c>finally</c> run. Where only work behind
    /// <see cref="Durable.Shield(Func{Task})"/> is under way, it is what the method waits for next; one that takes a token looks at that instead.
    /// Durable when it returns; the run ends when its clean-up has.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message
    /// names.</exception>
    public Task CancelAsync(string runId, string? reason = null, CancellationToken cancel = default) =>
        SendAsync(runId, InboxKind.Cancel, InboxBody.Write(reason), follow: false, cancel);

    /// <summary>As <see cref="CancelAsync"/>, for the run that goes on in the chain.</summary>
    internal Task CancelLastAsync(string runId, string? reason, CancellationToken cancel) => SendAsync(runId, InboxKind.Cancel, InboxBody.Write(reason), follow: true, cancel);

    /// <summary>As <see cref="ResumeAsync"/>, for the run that goes on in the chain.</summary>
    internal Task ResumeLastAsync(string runId, CancellationToken cancel) => SendAsync(runId, InboxKind.Resume, ReadOnlyMemory<byte>.Empty, follow: true, cancel);

    /// <summary>As <see cref="PauseAsync"/>, for the run that goes on in the chain.</summary>
    internal Task PauseLastAsync(string runId, string? reason, CancellationToken cancel) => SendAsync(runId, InboxKind.Pause, InboxBody.Write(reason), follow: true, cancel);

    /// <summary>Sends to a run or, where that is asked for, to the one that goes on in its chain.</summary>
    /// <returns>The run that has it.</returns>
    private async Task<string> SendAsync(string runId, InboxKind kind, ReadOnlyMemory<byte> body, bool follow, CancellationToken cancel, string? messageId = null)
    {
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        for (var run = runId; ; run = (await LastOfChainAsync(runId, cancel)).RunId)
        {
            var result = await store.SendAsync(run, new InboxMessage(kind, body, _runtime.UtcNow, messageId), cancel);
            if (result == SendResult.Accepted)
                return run;
            if (!follow || result == SendResult.RunFinished)
                throw await RefusalAsync(run, cancel);
        }
    }

    /// <summary>Why nothing was sent to a run: it has ended, or its chain goes on without it, or there is none.</summary>
    private async Task<DurableException> RefusalAsync(string runId, CancellationToken cancel)
    {
        var last = await LastOfChainAsync(runId, cancel);
        return last.RunId == runId ? ClientErrors.RunFinished(last) : ClientErrors.RunContinued(runId, last);
    }
}
