using System.Runtime.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Payloads;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;

namespace DurableSdk;

public sealed partial class DurableClient
{
    private const int EventPage = 1000;

    /// <summary>A run, or null.</summary>
    public async Task<RunRecord?> GetRunAsync(string runId, CancellationToken cancel = default)
    {
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        return await store.GetRunAsync(runId, cancel);
    }

    /// <summary>Runs by filter, the newest first. For the next page, ask again with <see cref="RunQuery.After"/>.</summary>
    /// <exception cref="DurableException">DS4001: there is no run <see cref="RunQuery.After"/>, so there may be more; where it was purged meanwhile, begin with the first page.</exception>
    /// <exception cref="ArgumentException">The query can't be meant: see <see cref="RunQuery.ThrowIfMalformed"/>.</exception>
    public async Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery? query = null, CancellationToken cancel = default)
    {
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        var page = await store.ListRunsAsync(query ?? new RunQuery(), cancel);
        if (page.Count == 0 && query?.After is { } after)
            await RequireRunAsync(after, cancel);
        return page;
    }

    /// <summary>How many runs there are of each workflow, version and status.</summary>
    public async Task<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel = default)
    {
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        return await store.CountRunsAsync(cancel);
    }

    /// <summary>A run's log with its payloads, in order. Read page by page.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="afterSequence">Only events above this sequence. Default: all.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4021: its log was purged; DS1006: an event is damaged.</exception>
    public async IAsyncEnumerable<LogEntry> GetEventsAsync(
        string runId, long afterSequence = 0, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ThrowIfPurged(await RequireRunAsync(runId, cancel));
        var store = await _runtime.OpenStoreAsync(cancel);
        await foreach (var entry in store.ReadLogAsync(_runtime.Events, runId, afterSequence, EventPage, cancel))
            yield return entry;
    }

    /// <summary>The graph of a workflow that this program knows.</summary>
    /// <param name="workflow">Its name.</param>
    /// <param name="version">Its version. Default: the highest.</param>
    /// <exception cref="DurableException">DS4006: the program knows no such workflow.</exception>
    public WorkflowGraph GetGraph(string workflow, int? version = null) =>
        (version is { } one ? _runtime.Workflows.Find(new WorkflowKey(workflow, one)) : _runtime.Workflows.Highest(workflow))?.Graph
        ?? throw ClientErrors.UnknownWorkflow(workflow, _runtime.Workflows.Names);

    /// <summary>Where a run stands in its workflow's graph. Reads the run's log.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4021: its log was purged; DS4006: the program doesn't know its workflow.</exception>
    public async Task<RunPosition> GetPositionAsync(string runId, CancellationToken cancel = default)
    {
        await Leave();
        var run = await RequireRunAsync(runId, cancel);
        return await RunPosition.OfAsync(GetGraph(run.Workflow, run.Version), GetEventsAsync(runId, cancel: cancel));
    }

    internal async Task<RunRecord> RequireRunAsync(string runId, CancellationToken cancel)
    {
        await Leave();
        return await GetRunAsync(runId, cancel) ?? throw ClientErrors.RunNotFound(runId, _runtime.StoreDescription);
    }

    /// <param name="runId">The run.</param>
    /// <param name="workflow">The name that its workflow must have; null for any. What JSON there is reads as nearly every type.</param>
    /// <param name="cancel">Gives up waiting.</param>
    internal async Task<TResult> ResultAsync<TResult>(string runId, string? workflow, CancellationToken cancel)
    {
        await Leave();
        if (StepContext.CurrentOrNull is { } step)
            LogStepWaits(step.StepId, step.RunId, runId);
        var store = await _runtime.OpenStoreAsync(cancel);
        var run = await WaitForFinishAsync(store, runId, cancel);
        while (run.Status == RunStatus.ContinuedAsNew)
            run = await WaitForFinishAsync(store, (await store.GetLastOfChainAsync(run.RunId, cancel) ?? await LastOfChainAsync(runId, cancel)).RunId, cancel);
        if (workflow is not null && run.Workflow != workflow)
            throw ClientErrors.OtherWorkflow(run, workflow);
        return await ResultOfAsync<TResult>(store, run, cancel);
    }

    private static async Task<FinishedRun> WaitForFinishAsync(IEventStore store, string runId, CancellationToken cancel)
    {
        try
        {
            return await store.WaitForFinishAsync(runId, cancel);
        }
        catch (DurableException e) when (e.Code == "DS4001")
        {
            // The first run of a chain stands for it also where it was purged. Else it is as it says.
            if (await store.GetLastOfChainAsync(runId, cancel) is not { } last || last.RunId == runId)
                throw;
            return await store.WaitForFinishAsync(last.RunId, cancel);
        }
    }

    private static void ThrowIfPurged(RunRecord run)
    {
        if (run.PurgedAt is { } at)
            throw ClientErrors.Purged(run, at);
    }

    private async Task<RunRecord> LastOfChainAsync(string runId, CancellationToken cancel)
    {
        var store = await _runtime.OpenStoreAsync(cancel);
        return await store.GetLastOfChainAsync(runId, cancel) ?? throw ClientErrors.RunNotFound(runId, store.Description);
    }

    private async Task<TResult> ResultOfAsync<TResult>(IEventStore store, FinishedRun run, CancellationToken cancel)
    {
        var runId = run.RunId;
        var last = run.End ?? await ReadEndAsync(store, runId, cancel);
        return _runtime.Events.Decode(runId, last).Event switch
        {
            WorkflowCompleted e => _runtime.Serializer.Deserialize<TResult>(e.Result, new PayloadName("the result of run", runId)),
            WorkflowFailed e => throw new WorkflowFailedException(runId, run.Workflow, e.Failure),
            WorkflowCanceled e => throw new WorkflowCanceledException(runId, run.Workflow, e.Reason),
            WorkflowTerminated e => throw new WorkflowTerminatedException(runId, run.Workflow, e.Reason),
            var other => throw LogErrors.Damaged(runId, last.Sequence, $"a finished run ends with {other.GetType().Name}"),
        };
    }

    private async Task<StoredEvent> ReadEndAsync(IEventStore store, string runId, CancellationToken cancel)
    {
        // Nothing follows a run's end: where it is there, nothing was lost behind it.
        if (await store.ReadLastEventAsync(runId, cancel) is { } end && EndsRun(end.Kind))
            return end;
        ThrowIfPurged(await RequireRunAsync(runId, cancel));
        return await store.ReadEndAsync(runId, cancel) ?? throw ClientErrors.RunNotFound(runId, store.Description);
    }

    private static bool EndsRun(EventKind kind) =>
        kind is EventKind.WorkflowCompleted or EventKind.WorkflowFailed or EventKind.WorkflowCanceled or EventKind.WorkflowTerminated;

    [LoggerMessage(60, LogLevel.Warning, "DS4009: step {StepId} of run {RunId} waits for run {OtherRunId}. It holds a place among the running steps that the other run may need; "
        + "where many do so, none goes on. Let the app wait, and start the next run when the first has ended.")]
    private partial void LogStepWaits(string stepId, string runId, string otherRunId);
}
