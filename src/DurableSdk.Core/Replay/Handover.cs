namespace DurableSdk.Replay;

/// <summary>Whether a step may have been begun, of one whose outcome the run would wait for. An object of its own, since most steps need none.</summary>
/// <param name="issuedAt">The sequence of the event at which it was issued.</param>
/// <param name="beginsAt">See <see cref="BeginsAt"/>.</param>
internal sealed class Handover(long issuedAt, long beginsAt)
{
    /// <summary>The sequence of the event at which it was issued.</summary>
    public long IssuedAt => issuedAt;

    /// <summary>The sequence of the event from which on it may have been begun; <see cref="long.MaxValue"/> while the run is held.</summary>
    public long BeginsAt { get; set; } = beginsAt;

    /// <summary>When it was given up, by the time of the log: nothing of it is begun any more.</summary>
    public DateTimeOffset? GivenUpAt { get; set; }
}
