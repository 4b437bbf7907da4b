namespace DurableSdk;

/// <summary>How a signal is sent.</summary>
public sealed record SignalOptions
{
    /// <summary>
    /// The sender's id of this signal, at most 200 characters: a second signal with the id of one that the run, or a run that continued as it, has ever got is
    /// accepted and dropped. Default: none, each signal counts.
    /// </summary>
    public string? Id { get; init; }
}
