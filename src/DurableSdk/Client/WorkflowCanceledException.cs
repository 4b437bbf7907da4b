namespace DurableSdk;

/// <summary>The run whose result was asked for was cancelled.</summary>
public sealed class WorkflowCanceledException : OperationCanceledException
{
    internal WorkflowCanceledException(string runId, string workflow, string? reason)
        : base($"Run {runId} of {workflow} was cancelled{(reason is null ? "" : $": {reason}")}.")
    {
        RunId = runId;
        Reason = reason;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The reason that was given, or null.</summary>
    public string? Reason { get; }
}
