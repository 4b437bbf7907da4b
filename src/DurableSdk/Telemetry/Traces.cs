using System.Diagnostics;
using DurableSdk.Storage;
using DurableSdk.Worker;

namespace DurableSdk.Telemetry;

/// <summary>The activities of client and worker: one for a start, one for each attempt of a step. All attempts of a run belong to the trace in which it was started, in whatever process and year.</summary>
/// <param name="isRecorded">Whether the trace of a start is kept with the run.</param>
internal sealed class Traces(bool isRecorded) : IDisposable
{
    private readonly ActivitySource _source = new(DurableTelemetry.ActivitySourceName);

    public bool HasListeners => _source.HasListeners();

    /// <summary>By which the current trace is found again; null where there is none.</summary>
    public string? Current => isRecorded && Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    public Activity? BeginStart(WorkflowKey workflow) => Begin($"start {workflow.Name}", ActivityKind.Producer, default, [new(Tags.Workflow, workflow.Name), new(Tags.Version, workflow.Version)]);

    public Activity? BeginAttempt(StepAttempt attempt)
    {
        if (!HasListeners)
            return null;
        // Of a run that belongs to no trace it begins one, whatever the host itself was started in.
        Activity.Current = null;
        var workflow = attempt.Run.Definition.Key;
        _ = ActivityContext.TryParse(attempt.Run.TraceParent, null, isRemote: true, out var parent);
        return Begin($"step {attempt.Call.Name}", ActivityKind.Internal, parent,
        [
            new(Tags.Workflow, workflow.Name),
            new(Tags.Version, workflow.Version),
            new(Tags.RunId, attempt.Run.RunId),
            new(Tags.Step, attempt.Call.Name),
            new(Tags.StepId, attempt.Call.Id),
            new(Tags.Attempt, attempt.Number),
        ]);
    }

    /// <param name="activity">A start's; null where nobody wants it.</param>
    /// <param name="runId">The run that it has begun, or that was there.</param>
    public static void Started(Activity? activity, string runId) => activity?.SetTag(Tags.RunId, runId);

    /// <summary>Its message isn't told: it may hold what only the log should.</summary>
    public static void Failed(Activity? activity, Exception error) => activity?.SetStatus(ActivityStatusCode.Error).SetTag(Tags.ErrorType, error.GetType().FullName);

    /// <param name="activity">An attempt's; null where nobody wants it.</param>
    /// <param name="outcome">How it ended.</param>
    public static void Attempted(Activity? activity, AttemptOutcome outcome)
    {
        activity?.SetTag(Tags.Outcome, outcome.Word);
        if (outcome.Error is { } error)
            Failed(activity, error);
    }

    /// <summary>A listener that throws as one ends has ended it all the same.</summary>
    public static void End(Activity? activity)
    {
        try
        {
            activity?.Dispose();
        }
        catch (Exception)
        {
            // The listener's own.
        }
    }

    public void Dispose() => _source.Dispose();

    private Activity? Begin(string name, ActivityKind kind, ActivityContext parent, KeyValuePair<string, object?>[] tags)
    {
        try
        {
            return _source.StartActivity(name, kind, parent, tags);
        }
        catch (Exception)
        {
            // The listener's own.
            return null;
        }
    }
}
