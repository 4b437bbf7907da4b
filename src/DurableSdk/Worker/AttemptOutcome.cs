namespace DurableSdk.Worker;

/// <summary>A step's attempt is over.</summary>
/// <param name="Attempt">Which.</param>
internal abstract record AttemptOutcome(StepAttempt Attempt) : RunInput
{
    /// <summary>How it ended, in one word for metrics and traces.</summary>
    public abstract string Word { get; }

    /// <summary>By which exception; null for none.</summary>
    public virtual Exception? Error => null;
}

/// <summary>With a result, as JSON.</summary>
internal sealed record AttemptCompleted(StepAttempt Attempt, ReadOnlyMemory<byte> Result) : AttemptOutcome(Attempt)
{
    public override string Word => "completed";
}

/// <summary>By an exception.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="Exception">What it threw, or the end of the time that it had.</param>
/// <param name="IsFenced">Whether it still ran when it was given up: it may have its effect yet.</param>
internal sealed record AttemptFailed(StepAttempt Attempt, Exception Exception, bool IsFenced = false) : AttemptOutcome(Attempt)
{
    public override string Word => Attempt.IsCanceled ? "canceled" : "failed";

    public override Exception? Error => Exception;
}

/// <summary>The step can't be executed or its result not be recorded before somebody mends something; the run is blocked.</summary>
internal sealed record AttemptBlocked(StepAttempt Attempt, DurableException Cause) : AttemptOutcome(Attempt)
{
    public override string Word => "blocked";

    public override Exception? Error => Cause;
}

/// <summary>The host stopped; nothing is recorded, and the attempt is made again after the next start.</summary>
internal sealed record AttemptAbandoned(StepAttempt Attempt) : AttemptOutcome(Attempt)
{
    public override string Word => "abandoned";
}
