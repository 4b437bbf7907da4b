using DurableSdk.Errors;
using DurableSdk.Storage;

namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// Makes a blocked run go on, after its cause is mended. A run that isn't blocked takes no harm. Durable when it returns.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message
    /// names.</exception>
    public async Task ResumeAsync(string runId, CancellationToken cancel = default)
    {
        var run = await RequireRunAsync(runId, cancel);
        if (run.Status.IsFinished())
            throw await RefusalAsync(run, cancel);
        // Anything else than a block is no reason to wake it: a scheduled start would lose its time.
        if (run.Status == RunStatus.Blocked)
            await SendAsync(runId, InboxKind.Resume, ReadOnlyMemory<byte>.Empty, cancel);
    }

    /// <summary>
    /// Asks a run to stop: what it waits for is cancelled, the running steps' tokens fire, its <c>catch</c> and <c>finally</c> run.
    /// Durable when it returns; the run ends when its clean-up has.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message
    /// names.</exception>
    public Task CancelAsync(string runId, string? reason = null, CancellationToken cancel = default) =>
        SendAsync(runId, InboxKind.Cancel, InboxBody.Write(reason), cancel);

    /// <summary>As <see cref="CancelAsync"/>, for the run that goes on in the chain.</summary>
    internal async Task CancelLastAsync(string runId, string? reason, CancellationToken cancel)
    {
        while (await TrySendAsync(runId, InboxKind.Cancel, InboxBody.Write(reason), cancel) == SendResult.RunContinued)
            runId = (await LastOfChainAsync(runId, cancel)).RunId;
    }

    /// <summary>As <see cref="ResumeAsync"/>, for the run that goes on in the chain. A blocked run doesn't continue: what was found stays the last.</summary>
    internal async Task ResumeLastAsync(string runId, CancellationToken cancel)
    {
        var last = await LastOfChainAsync(runId, cancel);
        if (last.Status.IsFinished() && last.NextRunId is null)
            throw ClientErrors.RunFinished(last);
        if (last.Status == RunStatus.Blocked)
            await SendAsync(last.RunId, InboxKind.Resume, ReadOnlyMemory<byte>.Empty, cancel);
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
