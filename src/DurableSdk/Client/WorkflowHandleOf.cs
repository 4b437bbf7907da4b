namespace DurableSdk;

/// <summary>A run with a result of a known type, seen from the app.</summary>
/// <typeparam name="TResult">The workflow's result.</typeparam>
public class WorkflowHandle<TResult> : WorkflowHandle
{
    /// <inheritdoc/>
    protected internal WorkflowHandle(DurableClient client, string runId, string? workflow = null)
        : base(client, runId, workflow)
    {
    }

    /// <summary>Waits until the run has ended, or the last one that it continues as, and gives its result. A blocked run is waited for: it may be resumed.</summary>
    /// <exception cref="WorkflowFailedException">It ended by an exception.</exception>
    /// <exception cref="WorkflowCanceledException">It was cancelled.</exception>
    /// <exception cref="WorkflowTerminatedException">It was terminated.</exception>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4021: its log was purged; DS1005: its result isn't a <typeparamref name="TResult"/>; DS4044: it is a run of another workflow.</exception>
    public Task<TResult> ResultAsync(CancellationToken cancel = default) => Client.ResultAsync<TResult>(RunId, Workflow, cancel);
}
