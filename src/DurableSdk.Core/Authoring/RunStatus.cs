namespace DurableSdk;

/// <summary>How a run stands. The numbers are stored and never change.</summary>
public enum RunStatus
{
    /// <summary>Created, not begun.</summary>
    Pending = 1,

    /// <summary>Code or steps of it run, or would run if a host were there.</summary>
    Running = 2,

    /// <summary>It waits for a time or for the outside.</summary>
    Waiting = 3,

    /// <summary>It cannot go on until somebody mends the cause and resumes it; nothing is lost.</summary>
    Blocked = 4,

    /// <summary>Somebody paused it; it goes on when it is resumed or cancelled.</summary>
    Paused = 5,

    /// <summary>Ended with a result.</summary>
    Completed = 10,

    /// <summary>Ended by an exception.</summary>
    Failed = 11,

    /// <summary>Ended because it was cancelled.</summary>
    Canceled = 12,

    /// <summary>Somebody ended it at once, without clean-up.</summary>
    Terminated = 13,

    /// <summary>Ended by <see cref="Durable.ContinueAsNew"/>: another run goes on, see <see cref="RunRecord.NextRunId"/>.</summary>
    ContinuedAsNew = 14,
}
