using DurableSdk.CompilerServices;

namespace DurableSdk;

/// <summary>A run, seen from the app. Holds no resource; make as many as you like.</summary>
public class WorkflowHandle
{
    /// <summary>Makes a handle; nothing is asked of the store.</summary>
    protected internal WorkflowHandle(DurableClient client, string runId)
    {
        Client = client;
        RunId = runId;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The client that the handle asks.</summary>
    protected DurableClient Client { get; }

    /// <summary>Waits until the run has ended.</summary>
    /// <exception cref="WorkflowFailedException">It ended by an exception.</exception>
    /// <exception cref="WorkflowCanceledException">It was cancelled.</exception>
    /// <exception cref="DurableException">DS4001: there is no such run.</exception>
    public Task WaitAsync(CancellationToken cancel = default) => Client.ResultAsync<Unit>(RunId, cancel);

    /// <summary>See <see cref="DurableClient.CancelAsync"/>.</summary>
    public Task CancelAsync(string? reason = null, CancellationToken cancel = default) => Client.CancelAsync(RunId, reason, cancel);

    /// <summary>See <see cref="DurableClient.ResumeAsync"/>.</summary>
    public Task ResumeAsync(CancellationToken cancel = default) => Client.ResumeAsync(RunId, cancel);

    /// <summary>How the run stands.</summary>
    /// <exception cref="DurableException">DS4001: there is no such run.</exception>
    public Task<RunRecord> GetRunAsync(CancellationToken cancel = default) => Client.RequireRunAsync(RunId, cancel);
}
