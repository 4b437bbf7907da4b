namespace DurableSdk;

/// <summary>The run whose result was asked for was terminated.</summary>
public sealed class WorkflowTerminatedException : Exception
{
    internal WorkflowTerminatedException(string runId, string workflow, string? reason)
        : base($"Run {runId} of {workflow} was terminated{(reason is null ? "" : $": {reason}")}.")
    {
        RunId = runId;
        Reason = reason;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The reason that was given, or null.</summary>
    public string? Reason { get; }
}
