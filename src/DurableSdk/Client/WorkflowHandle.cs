using System.ComponentModel;
using DurableSdk.CompilerServices;

namespace DurableSdk;

/// <summary>
/// A run, seen from the app, and the runs that it continues as. Holds no resource; make as many as you like.
/// </summary>
public class WorkflowHandle
{
    /// <summary>Makes a handle; nothing is asked of the store.</summary>
    /// <param name="client">The client that it asks.</param>
    /// <param name="runId">The run.</param>
    /// <param name="workflow">The name of the workflow whose runs it is for; null for any. The end of another's run is refused (DS4044).</param>
    protected internal WorkflowHandle(DurableClient client, string runId, string? workflow = null)
    {
        Client = client;
        RunId = runId;
        Workflow = workflow;
    }

    private protected string? Workflow { get; }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The client that the handle asks.</summary>
    protected DurableClient Client { get; }

    /// <summary>Waits until the run has ended, or the last one that it continues as.</summary>
    /// <exception cref="WorkflowFailedException">It ended by an exception.</exception>
    /// <exception cref="WorkflowCanceledException">It was cancelled.</exception>
    /// <exception cref="WorkflowTerminatedException">It was terminated.</exception>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4021: its log was purged; DS4044: it is a run of another workflow.</exception>
    public Task WaitAsync(CancellationToken cancel = default) => Client.ResultAsync<Unit>(RunId, Workflow, cancel);

    /// <summary>See <see cref="DurableClient.CancelAsync"/>; of a chain of continued runs it reaches the last.</summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended.</exception>
    public Task CancelAsync(string? reason = null, CancellationToken cancel = default) => Client.CancelLastAsync(RunId, reason, cancel);

    /// <summary>See <see cref="DurableClient.ResumeAsync"/>; of a chain of continued runs it reaches the last.</summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended.</exception>
    public Task ResumeAsync(CancellationToken cancel = default) => Client.ResumeLastAsync(RunId, cancel);

    /// <summary>See <see cref="DurableClient.PauseAsync"/>; of a chain of continued runs it reaches the last.</summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended.</exception>
    public Task PauseAsync(string? reason = null, CancellationToken cancel = default) => Client.PauseLastAsync(RunId, reason, cancel);

    /// <summary>See <see cref="DurableClient.TerminateAsync"/>; of a chain of continued runs it reaches the last.</summary>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended.</exception>
    public Task TerminateAsync(string? reason = null, CancellationToken cancel = default) => Client.TerminateLastAsync(RunId, reason, cancel);
    /// <summary>See <see cref="DurableClient.SignalAsync{T}"/>; of a chain of continued runs it reaches the last.</summary>
    /// <exception cref="DurableException">As there, but for DS4011.</exception>
    public Task SignalAsync<T>(string name, T payload, SignalOptions? options = null, CancellationToken cancel = default) =>
        Client.SignalLastAsync(RunId, name, payload, options, cancel);

    /// <summary>Sends a signal that carries nothing; of a chain of continued runs it reaches the last.</summary>
    /// <exception cref="DurableException">As for one that carries something.</exception>
    public Task SignalAsync(string name, SignalOptions? options = null, CancellationToken cancel = default) =>
        Client.SignalLastAsync(RunId, name, options, cancel);

    /// <summary>See <see cref="DurableClient.QueryAsync{T}(string, string, object?[])"/>; of a chain of continued runs the last is asked.</summary>
    /// <exception cref="DurableException">As there.</exception>
    public Task<T> QueryAsync<T>(string name, params object?[] arguments) => Client.QueryLastAsync<T>(RunId, name, arguments, CancellationToken.None);

    /// <summary>See <see cref="DurableClient.QueryAsync{T}(string, string, object?[], CancellationToken)"/>; of a chain of continued runs the last is asked.</summary>
    /// <exception cref="DurableException">As there.</exception>
    public Task<T> QueryAsync<T>(string name, object?[]? arguments, CancellationToken cancel) => Client.QueryLastAsync<T>(RunId, name, arguments, cancel);

    /// <summary>See <see cref="DurableClient.UpdateAsync{T}(string, string, object?[])"/>; of a chain of continued runs it reaches the last.</summary>
    /// <exception cref="DurableException">As there, but for DS4011.</exception>
    public Task<T> UpdateAsync<T>(string name, params object?[] arguments) => Client.UpdateLastAsync<T>(RunId, name, arguments, null, CancellationToken.None);

    /// <summary>See <see cref="DurableClient.UpdateAsync{T}(string, string, object?[], UpdateOptions?, CancellationToken)"/>; of a chain of continued runs it reaches the last.</summary>
    /// <exception cref="DurableException">As there, but for DS4011.</exception>
    public Task<T> UpdateAsync<T>(string name, object?[]? arguments, UpdateOptions? options, CancellationToken cancel) =>
        Client.UpdateLastAsync<T>(RunId, name, arguments, options, cancel);

    /// <summary>How the run itself stands; <see cref="RunRecord.NextRunId"/> leads on where it has continued as a new one.</summary>
    /// <exception cref="DurableException">DS4001: there is no such run.</exception>
    public Task<RunRecord> GetRunAsync(CancellationToken cancel = default) => Client.RequireRunAsync(RunId, cancel);

    /// <summary>See <see cref="DurableClient.ReplayToAsync"/>: the run itself as of one of its events, also where it has continued as a new one.</summary>
    /// <exception cref="DurableException">As there.</exception>
    public Task<RunState> ReplayToAsync(long sequence, CancellationToken cancel = default) => Client.ReplayToAsync(RunId, sequence, cancel);

    /// <summary>For generated code: sends a signal with its arguments; of a chain of continued runs it reaches the last.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task SendSignalAsync<TArguments>(SignalDefinition<TArguments> signal, TArguments arguments, SignalOptions? options, CancellationToken cancel) =>
        Client.SignalLastAsync(RunId, signal, arguments, options, cancel);

    /// <summary>For generated code: asks a query with its arguments; of a chain of continued runs the last is asked.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task<TResult> AskQueryAsync<TArguments, TResult>(QueryDefinition<TArguments, TResult> query, TArguments arguments, CancellationToken cancel) =>
        Client.QueryLastAsync(RunId, query, arguments, cancel);

    /// <summary>For generated code: sends an update with its arguments; of a chain of continued runs it reaches the last.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task<TResult> SendUpdateAsync<TArguments, TResult>(UpdateDefinition<TArguments, TResult> update, TArguments arguments, UpdateOptions? options, CancellationToken cancel) =>
        Client.UpdateLastAsync(RunId, update, arguments, options, cancel);
}
