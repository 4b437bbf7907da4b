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
        SendAsync(runId, InboxKind.Resume, ReadOnlyMemory<byte>.Empty, cancel);

    /// <summary>
    /// Makes a run stand still: steps that run end and are recorded, and nothing new begins, no step, no retry and no timer, until <see cref="ResumeAsync"/> or
    /// <see cref="CancelAsync"/>. What arrives meanwhile is kept. A time that comes while it is paused counts when it goes on. Durable when it returns; a host
    /// acts on it a moment later. A blocked run stays blocked.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message
    /// names.</exception>
    public Task PauseAsync(string runId, string? reason = null, CancellationToken cancel = default) =>
        SendAsync(runId, InboxKind.Pause, InboxBody.Write(reason), cancel);

    /// <summary>
    /// Ends a run at once, whatever it does and whether or not a host knows it: no <c>catch</c> and no <c>finally</c> of it runs, running steps get their token and their
    /// outcome is not recorded. Nothing is compensated; <see cref="WorkflowTerminated.Uncompensated"/> lists what that leaves. Its children are cancelled, and its parent is told. The way out for a run that no code can mend; prefer <see cref="CancelAsync"/>. Durable when it returns.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message
    /// names.</exception>
    public async Task TerminateAsync(string runId, string? reason = null, CancellationToken cancel = default)
    {
        if (await TryTerminateAsync(runId, reason, cancel) == TerminateResult.RunContinued)
            throw await RefusalAsync(await RequireRunAsync(runId, cancel), cancel);
    }

    /// <summary>As <see cref="TerminateAsync"/>, for the run that goes on in the chain.</summary>
    internal async Task TerminateLastAsync(string runId, string? reason, CancellationToken cancel)
    {
        while (await TryTerminateAsync(runId, reason, cancel) == TerminateResult.RunContinued)
            runId = (await LastOfChainAsync(runId, cancel)).RunId;
    }

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
        options ??= new PurgeOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BatchSize, 10_000, nameof(options));
        var store = await _runtime.OpenStoreAsync(cancel);
        var now = _runtime.UtcNow;
        var purged = 0L;
        for (long? after = 0; after is { } from;)
        {
            var slice = await store.PurgeAsync(new PurgeRequest(now - olderThan, options.KeepIdempotencyKeys, now, from, options.BatchSize), cancel);
            purged += slice.Purged;
            after = slice.Next;
            cancel.ThrowIfCancellationRequested();
        }

        return purged;
    }

    private async Task<TerminateResult> TryTerminateAsync(string runId, string? reason, CancellationToken cancel)
    {
        var store = await _runtime.OpenStoreAsync(cancel);
        return await TryTerminateAsync(store, runId, reason, cancel) switch
        {
            TerminateResult.RunNotFound => throw ClientErrors.RunNotFound(runId, store.Description),
            TerminateResult.RunFinished => throw ClientErrors.RunFinished(await RequireRunAsync(runId, cancel)),
            var result => result,
        };
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
        SendAsync(runId, InboxKind.Cancel, InboxBody.Write(reason), cancel);

    /// <summary>As <see cref="CancelAsync"/>, for the run that goes on in the chain.</summary>
    internal Task CancelLastAsync(string runId, string? reason, CancellationToken cancel) => SendLastAsync(runId, InboxKind.Cancel, InboxBody.Write(reason), cancel);

    /// <summary>As <see cref="ResumeAsync"/>, for the run that goes on in the chain.</summary>
    internal Task ResumeLastAsync(string runId, CancellationToken cancel) => SendLastAsync(runId, InboxKind.Resume, ReadOnlyMemory<byte>.Empty, cancel);

    /// <summary>As <see cref="PauseAsync"/>, for the run that goes on in the chain.</summary>
    internal Task PauseLastAsync(string runId, string? reason, CancellationToken cancel) => SendLastAsync(runId, InboxKind.Pause, InboxBody.Write(reason), cancel);

    private async Task SendLastAsync(string runId, InboxKind kind, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        while (await TrySendAsync(runId, kind, body, cancel) == SendResult.RunContinued)
            runId = (await LastOfChainAsync(runId, cancel)).RunId;
    }

    private async Task SendAsync(string runId, InboxKind kind, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        if (await TrySendAsync(runId, kind, body, cancel) == SendResult.RunContinued)
            throw await RefusalAsync(await RequireRunAsync(runId, cancel), cancel);
    }

    private async Task<SendResult> TrySendAsync(string runId, InboxKind kind, ReadOnlyMemory<byte> body, CancellationToken cancel, string? messageId = null)
    {
        var store = await _runtime.OpenStoreAsync(cancel);
        return await store.SendAsync(runId, new InboxMessage(kind, body, _runtime.UtcNow, messageId), cancel) switch
        {
            SendResult.RunNotFound => throw ClientErrors.RunNotFound(runId, store.Description),
            SendResult.RunFinished => throw ClientErrors.RunFinished(await RequireRunAsync(runId, cancel)),
            var result => result,
        };
    }

    private async Task<DurableException> RefusalAsync(RunRecord finished, CancellationToken cancel) => finished.NextRunId is null
        ? ClientErrors.RunFinished(finished)
        : ClientErrors.RunContinued(finished, await LastOfChainAsync(finished.RunId, cancel));
}
