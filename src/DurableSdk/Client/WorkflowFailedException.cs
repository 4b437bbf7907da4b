namespace DurableSdk;

/// <summary>The run whose result was asked for has failed.</summary>
public sealed class WorkflowFailedException : DurableException
{
    internal WorkflowFailedException(string runId, string workflow, Failure failure)
        : base("DS4007", $"Run {runId} of {workflow} failed: {failure.Type}: {failure.Message}")
    {
        RunId = runId;
        Failure = failure;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>What ended it, with its causes.</summary>
    public Failure Failure { get; }
}
