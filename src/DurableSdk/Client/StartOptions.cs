namespace DurableSdk;

/// <summary>How a run is started.</summary>
public sealed record StartOptions
{
    /// <summary>
    /// A second start of the same workflow with the same key gives the run that is there, of a chain of continued runs the last; with another input it is an error
    /// (DS4002). At most 200 characters. Default: none, every start is a new run.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// The run's id, at most 200 characters. A second start of the same workflow with the same id and input, and without an idempotency key, gives the run that is there; with another
    /// input, of another workflow or with a key that isn't that run's it is an error (DS4004). A start whose key finds a run gives that run, whatever id it names. Default: a new id that
    /// sorts by time.
    /// </summary>
    public string? RunId { get; init; }

    /// <summary>
    /// Attributes that the run has from its start, for <see cref="RunQuery.Attributes"/>: at most 50, keys of 1 to 100 characters, texts of at most 500
    /// (DS4017). Where a run with the idempotency key is there, they change nothing. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>The run begins not before this time. Default: at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>
    /// A signal that is committed together with the run: the run never exists without it. Where the start finds a run that exists already, the signal is sent to that; give it an
    /// id where a start may be repeated. Default: none.
    /// </summary>
    public SignalMessage? Signal { get; init; }
}
