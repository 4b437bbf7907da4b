namespace DurableSdk;

/// <summary>The workflow has refused an update; it has changed nothing.</summary>
public sealed class UpdateRefusedException : DurableException
{
    internal UpdateRefusedException(string runId, string update, string reason)
        : base("DS4027", $"Run {runId} has refused update {update}: {reason}. Nothing was changed.")
    {
        RunId = runId;
        Reason = reason;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>Why, in the words of the workflow.</summary>
    public string Reason { get; }
}
