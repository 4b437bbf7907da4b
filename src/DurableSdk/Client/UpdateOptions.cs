namespace DurableSdk;

/// <summary>How an update is sent.</summary>
public sealed record UpdateOptions
{
    /// <summary>
    /// The caller's id of this update, at most 200 characters: a second call with the id of one that the run, or a run that continued as it, has ever got gives that one's outcome and does nothing again.
    /// Default: a new one, each call counts.
    /// </summary>
    public string? Id { get; init; }
}
