namespace DurableSdk.Storage;

/// <summary>Something from outside for a run.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Body">Its content; stores never look inside.</param>
/// <param name="At">When it was sent (UTC).</param>
/// <param name="Id">A message with the id of one that the inbox of the run, or of one that continued as it, has ever held is accepted and dropped; null for none.</param>
public sealed record InboxMessage(InboxKind Kind, ReadOnlyMemory<byte> Body, DateTimeOffset At, string? Id = null);

/// <summary>What a message asks for. The numbers are stored and never change.</summary>
public enum InboxKind
{
    /// <summary>Stop, with clean-up.</summary>
    Cancel = 1,

    /// <summary>Go on after a block or a pause.</summary>
    Resume = 2,

    /// <summary>Begin nothing new until resumed.</summary>
    Pause = 7,
    /// <summary>A signal for the code.</summary>
    Signal = 3,

    /// <summary>An update for the code.</summary>
    Update = 4,

    /// <summary>A delivery to a hook.</summary>
    Hook = 5,

    /// <summary>A child has ended; it comes from the child's last transaction.</summary>
    ChildEnded = 6,
}

/// <summary>A message as it lies in an inbox.</summary>
/// <param name="Position">Identifies and orders it; never reused.</param>
/// <param name="Message">The message.</param>
public readonly record struct InboxEntry(long Position, InboxMessage Message)
{
    /// <summary>What the store found wrong with what it has read, for people; null where nothing is. Such a message is reported, and never delivered.</summary>
    public string? Damage { get; init; }
}

/// <summary>What came of a send.</summary>
public enum SendResult
{
    /// <summary>It lies in the inbox (or its id was seen before).</summary>
    Accepted,

    /// <summary>There is no such run.</summary>
    RunNotFound,

    /// <summary>The run has finished.</summary>
    RunFinished,

    /// <summary>The run has finished as <see cref="RunStatus.ContinuedAsNew"/>: the last of its chain is the one to send to.</summary>
    RunContinued,
}
