using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Replay;
using DurableSdk.Storage;
using DurableSdk.Worker;
using Microsoft.Extensions.Logging;

namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// A run as of one of its events: how it stood, what it waited for, what it had said of itself, what its queries answer. This process replays the log up to that event on an instance that it throws away;
    /// nothing is written, no step runs, and the run itself isn't disturbed, be it live, waiting, blocked or ended.
    /// </summary>
    /// <param name="runId">The run; each run of a chain has a log of its own.</param>
    /// <param name="sequence">The event, from 1 to the last one of the run's log.</param>
    /// <param name="cancel">Gives up reading.</param>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4040: it has no such event; DS4021: its log was purged; DS4023: this program doesn't know the workflow;
    /// DS1001, DS1005, DS1006: this program's code doesn't follow the log to there.</exception>
    public async Task<RunState> ReplayToAsync(string runId, long sequence, CancellationToken cancel = default)
    {
        await Leave();
        var run = await RequireRunAsync(runId, cancel);
        ThrowIfPurged(run);
        await using var replayed = await RebuildAsync(run, KnownWorkflow(run), sequence, cancel);
        var (core, logged) = (replayed.Core, replayed.Logged);
        var (statusText, attributes) = logged.Said();
        return new RunState(this)
        {
            RunId = runId,
            Workflow = run.Workflow,
            Version = run.Version,
            Entry = logged.Last!,
            Status = logged.StatusOf(core),
            StatusText = statusText,
            Attributes = attributes,
            UtcNow = core.UtcNow,
            Pending = logged.PendingOf(core),
            Error = core.Error,
        };
    }

    /// <summary>The run's code as it stands after an event, on a core of its own.</summary>
    /// <param name="run">The run.</param>
    /// <param name="workflow">Its workflow.</param>
    /// <param name="sequence">The event; null for the last one.</param>
    /// <param name="cancel">Gives up reading.</param>
    private async Task<ReplayedRun> RebuildAsync(RunRecord run, WorkflowDefinition workflow, long? sequence, CancellationToken cancel)
    {
        var store = await _runtime.OpenStoreAsync(cancel);
        var last = (await store.ReadEndAsync(run.RunId, cancel))?.Sequence ?? throw ClientErrors.RunNotFound(run.RunId, store.Description);
        var through = sequence ?? last;
        if (through < 1 || through > last)
            throw ClientErrors.NoSuchEvent(run, through, last);
        RunHistory? history = null;
        while (true)
        {
            // The log ends where it ends: which changes the code took is known from what follows the event too.
            var replayed = new ReplayedRun(
                await LiveRun.CreateAsync(_runtime, run.RunId, workflow, last, history), e => LogDisposeFailed(run.RunId, run.Workflow, ExceptionTraces.Of(e)));
            try
            {
                await ReplayAsync(replayed, through, cancel);
                if (!replayed.Core.NeedsHistory)
                    return replayed;
            }
            catch
            {
                await replayed.DisposeAsync();
                throw;
            }

            await replayed.DisposeAsync();
            history = await store.ReadHistoryAsync(_runtime.Events, run.RunId, last, EventPage, cancel);
        }
    }

    /// <summary>
    /// A blocked run answers as far as it came, and one that was terminated for it too; of any other, a log that this program's code doesn't follow would give a wrong answer.
    /// </summary>
    private async Task ReplayAsync(ReplayedRun replayed, long through, CancellationToken cancel)
    {
        var core = replayed.Core;
        var store = await _runtime.OpenStoreAsync(cancel);
        await foreach (var entry in store.ReadLogAsync(_runtime.Events, core.RunId, 0, EventPage, cancel))
        {
            if (entry.Sequence > through || core.NeedsHistory)
                break;
            replayed.Apply(entry);
        }

        if (!core.NeedsHistory && core.Error is { } error && (core.LastSequence < through || error.Code is "DS1001" or "DS1005" or "DS1006")
            && await RequireRunAsync(core.RunId, cancel) is { Status: not (RunStatus.Blocked or RunStatus.Terminated) })
            throw error;
    }

    [LoggerMessage(62, LogLevel.Warning, "The instance on which run {RunId} of {Workflow} was replayed for somebody who looks threw while it was disposed. {Trace}")]
    private partial void LogDisposeFailed(string runId, string workflow, string trace);
}
