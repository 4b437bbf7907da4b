using DurableSdk.Events;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Worker;

internal sealed partial class RunActor
{
    private readonly ILogger _log;

    private void LogStatus(string runId, RunStatus status, LogEntry[] entries)
    {
        if (status == RunStatus.Blocked && entries.Select(entry => entry.Event).OfType<Blocked>().LastOrDefault() is { } blocked)
            LogBlocked(runId, blocked.Report);
        else if (status == RunStatus.Failed && entries[^1].Event is WorkflowFailed failed)
            LogFailed(runId, Definition.Key.Name, TypesOf(failed.Failure));
        else
            LogChanged(runId, Definition.Key.Name, status);
    }

    /// <summary>What wraps the failure of a step or a child says by its own type that one failed, and by its cause's how.</summary>
    private static string TypesOf(Failure failure) =>
        failure.Cause is { } cause && failure.Type is "DurableSdk.StepFailedException" or "DurableSdk.ChildWorkflowFailedException" ? $"{failure.Type}, caused by {TypesOf(cause)}" : failure.Type;

    private void WarnOfHistory(long before, long now)
    {
        var warning = _worker.Options.HistoryEventsWarning;
        if (before < warning && now >= warning)
            LogHistoryLong(RunId, Definition.Key.Name, now, _worker.Options.HistoryEventsMax);
    }

    [LoggerMessage(12, LogLevel.Warning, "DS1013: the log of run {RunId} of {Workflow} has {Events} events; at {EventsMax} the run is blocked. Let the workflow go on "
        + "with a fresh log: throw Durable.ContinueAsNew(…).")]
    private partial void LogHistoryLong(string runId, string workflow, long events, int eventsMax);

    [LoggerMessage(1, LogLevel.Debug, "Run {RunId} of {Workflow} is {Status}.")]
    private partial void LogChanged(string runId, string workflow, RunStatus status);

    [LoggerMessage(2, LogLevel.Error, "Run {RunId} is blocked. {Report}")]
    private partial void LogBlocked(string runId, string report);

    [LoggerMessage(3, LogLevel.Warning, "Run {RunId} of {Workflow} failed by {FailureType}.")]
    private partial void LogFailed(string runId, string workflow, string failureType);

    [LoggerMessage(4, LogLevel.Information, "Step {StepId} of run {RunId} failed, attempt {Attempt} of {MaxAttempts}, by {FailureType}; next at {RetryAt:O}.")]
    private partial void LogStepFailed(string stepId, string runId, int attempt, int maxAttempts, DateTimeOffset retryAt, string failureType);

    [LoggerMessage(17, LogLevel.Information, "Step {StepId} of run {RunId} failed, attempt {Attempt} of {MaxAttempts}, by {FailureType}; it isn't tried again.")]
    private partial void LogStepGivenUp(string stepId, string runId, int attempt, int maxAttempts, string failureType);

    [LoggerMessage(5, LogLevel.Warning, "Run {RunId} of {Workflow} is let go: an append was refused ({Outcome}).")]
    private partial void LogRefused(string runId, string workflow, AppendOutcome outcome);

    [LoggerMessage(6, LogLevel.Error, "An append to run {RunId} of {Workflow} failed; it is tried again after {Pause}. Nothing recorded is lost.")]
    private partial void LogAppendFailed(Exception exception, string runId, string workflow, TimeSpan pause);

    [LoggerMessage(16, LogLevel.Error, "What happened to run {RunId} of {Workflow} can't be recorded; it is tried again after {Pause}. {Report}")]
    private partial void LogEncodeFailed(string runId, string workflow, TimeSpan pause, string report);

    [LoggerMessage(9, LogLevel.Warning, "Log lines of run {RunId} of {Workflow} could not be written, by {FailureType}.")]
    private partial void LogLinesFailed(string runId, string workflow, Type failureType);

    [LoggerMessage(10, LogLevel.Error, "Run {RunId} of {Workflow} can't be read; it is tried again after {Pause}. Nothing recorded is lost.")]
    private partial void LogReadFailed(Exception exception, string runId, string workflow, TimeSpan pause);

    [LoggerMessage(8, LogLevel.Error, "DS1011: the engine failed on run {RunId} of {Workflow}; the run is set aside. {Trace}")]
    private partial void LogSetAside(string runId, string workflow, string trace);

    [LoggerMessage(11, LogLevel.Error, "A run's code went on after it was dropped from memory. {Report}")]
    private partial void LogLateViolation(string report);

    [LoggerMessage(7, LogLevel.Warning, "The instance of run {RunId} of {Workflow} threw while it was disposed. {Trace}")]
    private partial void LogDisposeFailed(string runId, string workflow, string trace);
}
