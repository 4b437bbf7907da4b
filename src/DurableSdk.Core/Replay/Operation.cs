namespace DurableSdk.Replay;

/// <summary>
/// Something durable that the workflow's code has asked for. It is the <see cref="Task.AsyncState"/> of the task that the code gets for it, so
/// that who is given the task finds it.
/// </summary>
internal abstract class Operation(string id, string source, ReadOnlyMemory<byte> arguments)
{
    private long _since;

    public string Id { get; } = id;

    public string Source { get; } = source;

    public ReadOnlyMemory<byte> Arguments { get; private set; } = arguments;

    /// <summary>Whether the log holds an entry of it.</summary>
    public bool IsRecorded { get; private set; }

    /// <summary>Whether its one outcome is in the log.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the code has been told, by the outcome or by a cancellation.</summary>
    public bool IsDelivered { get; protected set; }

    /// <summary>Whether it waits for the driver to ask for commands.</summary>
    public bool IsQueued { get; set; }

    /// <summary>For <see cref="PendingOperations"/>: the one that was asked for before it.</summary>
    public Operation? PendingBefore { get; set; }

    /// <summary>For <see cref="PendingOperations"/>: the one that was asked for after it.</summary>
    public Operation? PendingAfter { get; set; }

    /// <summary>For <see cref="PendingOperations"/>: whether it is one of them.</summary>
    public bool IsPending { get; set; }

    /// <summary>When the code asked for it, as the code saw the time (UTC).</summary>
    public DateTimeOffset Since
    {
        get => new(_since, TimeSpan.Zero);
        set => _since = value.UtcTicks;
    }

    /// <summary>Whether the code protects it from the run's cancellation.</summary>
    public bool IsShielded { get; set; }

    /// <summary>Whether what a signal or an update calls has asked for it.</summary>
    public bool IsOfHandler { get; set; }

    /// <summary>Whether a cancellation ended it before it was handed out: nothing of it is to be done, and the log holds nothing of it.</summary>
    public bool IsNeverBegun { get; private set; }

    /// <summary>Whether a cancellation of the run completes it; else it follows what it waits for.</summary>
    public virtual bool EndsWithCancellation => true;

    /// <summary>Whether a message from outside is all that it waits for.</summary>
    public virtual bool AwaitsMessage => false;

    /// <summary>Whether the driver's work ends it, and not a time or the outside.</summary>
    public virtual bool IsWork => false;

    /// <summary>The time at which the driver goes on with it (UTC); null where the log names none.</summary>
    public virtual DateTimeOffset? ContinuesAt => null;

    /// <summary>What kind it is, for messages: <c>step</c>, <c>timer</c>, <c>child</c>, <c>signal</c>, <c>hook</c> or <c>message</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What the driver has to do now; null for nothing. What the log has settled by then needs no command any more.</summary>
    public Command? Command() => IsClosed || IsNeverBegun ? null : IsDelivered ? CancelRequest() : Request();

    /// <summary>Whether recorded arguments that differ in their bytes mean the same; both sides are compared as values.</summary>
    public abstract bool ArgumentsMatch(ReadOnlyMemory<byte> recorded);

    /// <summary>For the one who tells the code. From then on only the code keeps the task, so that a long run doesn't keep every result.</summary>
    protected TCompletion Delivered<TCompletion>(ref TCompletion? completion)
        where TCompletion : class
    {
        IsDelivered = true;
        var task = completion!;
        completion = null;
        return task;
    }

    /// <summary>Nobody is told of its outcome any more.</summary>
    public void Abandon() => IsDelivered = true;

    public abstract void DeliverCancellation(CancellationToken token);

    /// <summary>The first entry is in the log: the arguments have been compared and aren't needed any more.</summary>
    public void MarkRecorded() => IsRecorded = true;

    public void MarkNeverBegun() => IsNeverBegun = true;

    public void MarkClosed()
    {
        IsClosed = true;
        Arguments = default;
        Forget();
    }

    /// <summary>Lets go of what only an open operation needs, so that a long run doesn't keep every payload it ever had.</summary>
    protected virtual void Forget()
    {
    }

    /// <summary>What the driver has to do while it is open; null for nothing.</summary>
    protected abstract Command? Request();

    /// <summary>What the driver has to do after it was cancelled; null for nothing.</summary>
    protected abstract Command? CancelRequest();
}
