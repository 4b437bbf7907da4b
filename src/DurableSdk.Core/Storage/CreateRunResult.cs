namespace DurableSdk.Storage;

/// <summary>What came of a start.</summary>
/// <param name="Outcome">Whether the run is new.</param>
/// <param name="Run">The run that has the id or the key now.</param>
public readonly record struct CreateRunResult(CreateRunOutcome Outcome, RunRecord Run)
{
    /// <summary>What came of <see cref="NewRun.Message"/>; null where there was none, or no run to get it.</summary>
    public SendResult? Sent { get; init; }
}

/// <summary>Whether a run was created.</summary>
public enum CreateRunOutcome
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>A run with the same idempotency key (or, without a key, the same run id), workflow name and input hash was there; nothing was written. Of a chain that has the key it is the last run.</summary>
    Existing,

    /// <summary>The idempotency key belongs to a run with another input; nothing was written.</summary>
    KeyUsedWithOtherInput,

    /// <summary>The run id belongs to another run; nothing was written.</summary>
    RunIdTaken,
}
