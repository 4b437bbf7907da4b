namespace DurableSdk;

/// <summary>An accepted update ended by an exception; the run goes on.</summary>
public sealed class UpdateFailedException : DurableException
{
    internal UpdateFailedException(string runId, string update, Failure failure)
        : base("DS4028", $"Update {update} of run {runId} failed, and the run goes on; what the update had changed before stays changed. {failure.Type}: {failure.Message}")
    {
        RunId = runId;
        Failure = failure;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>What ended it, with its causes.</summary>
    public Failure Failure { get; }
}
