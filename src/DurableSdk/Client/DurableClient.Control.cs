using DurableSdk.Errors;
using DurableSdk.Storage;

namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// Makes a blocked run go on, after its cause is mended. A run that isn't blocked takes no harm. Durable when it returns.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended.</exception>
    public async Task ResumeAsync(string runId, CancellationToken cancel = default)
    {
        var run = await RequireRunAsync(runId, cancel);
        if (run.Status.IsFinished())
            throw ClientErrors.RunFinished(run);
        // Anything else than a block is no reason to wake it: a scheduled start would lose its time.
        if (run.Status == RunStatus.Blocked)
            await SendAsync(runId, InboxKind.Resume, ReadOnlyMemory<byte>.Empty, cancel);
    }

    /// <summary>
    /// Asks a run to stop: what it waits for is cancelled, the running steps' tokens fire, its <c>catch</c> and <c>finally</c> run.
    /// Durable when it returns; the run ends when its clean-up has.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended.</exception>
    public Task CancelAsync(string runId, string? reason = null, CancellationToken cancel = default) =>
        SendAsync(runId, InboxKind.Cancel, InboxBody.Write(reason), cancel);

    private async Task SendAsync(string runId, InboxKind kind, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        var store = await _runtime.OpenStoreAsync(cancel);
        switch (await store.SendAsync(runId, new InboxMessage(kind, body, _runtime.UtcNow), cancel))
        {
            case SendResult.RunNotFound: throw ClientErrors.RunNotFound(runId, store.Description);
            case SendResult.RunFinished: throw ClientErrors.RunFinished(await RequireRunAsync(runId, cancel));
        }
    }
}
