using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// Starts a new run of the same workflow and version whose log begins with a copy of another run's, up to and including an event. It draws the same ids and random
    /// numbers as that one did, doesn't repeat the steps that the copy holds, and goes on from there by itself; the idempotency keys of its steps are its own. The other run,
    /// finished or not, isn't touched. Children that run at the cut stay the other run's; the new one starts its own. Durable when it returns.
    /// </summary>
    /// <param name="runId">The run to fork.</param>
    /// <param name="sequence">The last event to copy, from 1 (the start alone, which is a plain restart). The run's own end can't be copied.</param>
    /// <param name="options">The new run's id and key.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4020: there is no such event, or it is the run's end; DS4002, DS4004, DS4008: as for a start; DS4021: its log
    /// was purged; DS1006: an event is damaged.</exception>
    public async Task<WorkflowHandle> ForkAsync(string runId, long sequence, ForkOptions? options = null, CancellationToken cancel = default)
    {
        await Leave();
        options ??= new ForkOptions();
        CheckText(nameof(options.RunId), options.RunId);
        CheckText(nameof(options.IdempotencyKey), options.IdempotencyKey);
        var origin = await RequireRunAsync(runId, cancel);
        ThrowIfPurged(origin);
        var store = await _runtime.OpenStoreAsync(cancel);
        var last = await store.ReadEndAsync(runId, cancel) ?? throw ClientErrors.RunNotFound(runId, store.Description);
        var cuts = last.Kind >= EventKind.WorkflowCompleted ? last.Sequence - 1 : last.Sequence;
        if (sequence < 1 || sequence > cuts)
            throw ClientErrors.BadCut(origin, sequence, cuts);
        var log = await ReadUpToAsync(runId, sequence, cancel);
        return GetHandle((await CreateAsync(store, ForkOf(origin, log, options), cancel)).Run.RunId);
    }

    private async Task<List<LogEntry>> ReadUpToAsync(string runId, long sequence, CancellationToken cancel)
    {
        var log = new List<LogEntry>();
        await foreach (var entry in GetEventsAsync(runId, 0, cancel))
        {
            log.Add(entry);
            if (entry.Sequence == sequence)
                break;
        }

        return log;
    }

    private NewRun ForkOf(RunRecord origin, List<LogEntry> log, ForkOptions options)
    {
        var now = _runtime.UtcNow;
        var runId = options.RunId ?? _runtime.Ids.RunId(now);
        var started = (WorkflowStarted)log[0].Event with
        {
            PreviousRunId = null,
            FirstRunId = null,
            StartAt = null,
            // It knows its parent, which waits for the origin and not for it.
            Parent = ((WorkflowStarted)log[0].Event).Parent is { } parent ? parent with { OperationId = null } : null,
            ForkedFromRunId = origin.RunId,
            ForkedAt = log.Count,
        };
        return _runtime.NewRun(runId, started, now) with
        {
            IdempotencyKey = options.IdempotencyKey,
            // The times are those of the origin: the code has seen them.
            Started = _runtime.Events.Encode(runId, log[0] with { Event = started }),
            Copied = [.. log.Skip(1).Select(entry => _runtime.Events.Encode(runId, entry))],
            ForkedFromRunId = origin.RunId,
            Projection = RunProjection.Of(log.Select(entry => entry.Event)),
        };
    }
}
