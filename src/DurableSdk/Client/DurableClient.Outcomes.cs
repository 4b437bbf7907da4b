using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>Waits for what becomes of an update, in the log of the run that does it.</summary>
public sealed partial class DurableClient
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LooksApartMax = TimeSpan.FromMilliseconds(200);

    private Task<(string RunId, RunEvent Event)> OutcomeAsync(string runId, string updateId, string name, long after, CancellationToken cancel) =>
        _runtime.Execution.WaitAsync(() => LookForOutcomeAsync(runId, updateId, name, after, cancel));

    private async Task<(string RunId, RunEvent Event)> LookForOutcomeAsync(string runId, string updateId, string name, long after, CancellationToken cancel)
    {
        if (StepContext.CurrentOrNull is { } step)
            LogStepWaits(step.StepId, step.RunId, runId);
        var store = await _runtime.OpenStoreAsync(cancel);
        var isAccepted = false;
        for (var pause = FirstLook; ; pause = pause * 2 < LooksApartMax ? pause * 2 : LooksApartMax)
        {
            using var answers = _runtime.Answers.Enter(runId);
            var news = await _runtime.Execution.ListenAsync(store, answers, cancel);
            // Before the log: what ended by now has its whole log there.
            var run = await RequireRunAsync(runId, cancel);
            ThrowIfPurged(run);
            await foreach (var entry in store.ReadLogAsync(_runtime.Events, runId, after, EventPage, cancel))
            {
                after = entry.Sequence;
                if (entry.Event is UpdateCompleted or UpdateRejected && ((OperationEvent)entry.Event).Id == updateId)
                    return (runId, entry.Event);
                isAccepted |= entry.Event is UpdateAccepted accepted && accepted.Id == updateId;
            }

            if (run.Status.IsFinished() && (isAccepted || run.NextRunId is null))
                throw ClientErrors.EndedBeforeUpdate(run, name, isAccepted);
            if (run.NextRunId is { } next)
                (runId, after, pause) = (next, 0, FirstLook);
            else
                await news(pause, cancel);
        }
    }
}
