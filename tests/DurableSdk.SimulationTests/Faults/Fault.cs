namespace DurableSdk.SimulationTests.Faults;

/// <summary>What a store is asked for, and what can go wrong there.</summary>
internal enum StoreCall
{
    Append,
    Claim,
    WaitForWork,
    ReadInbox,
    Rest,
    Release,
    ReadEvents,
    ReadLastEvent,
    GetLastOfChain,
    CountRuns,
    TryAcquire,
    CreateRun,
    Send,
    Terminate,
    CloseHook,
    AppendInTransaction,
    Open,
    FindHook,
    ResumeHook,
    Purge,
    GetRun,
    ListRuns,
    GetLastSequence,
    WaitForFinish,
    GetLastPosition,
    ReadAll,
    WaitForEvents,
    OpenSubscription,
    MoveSubscription,
    ListSubscriptions,
    DeleteSubscription,
}

internal enum FaultKind
{
    /// <summary>It fails, soon or late, and nothing was done.</summary>
    Fail,

    /// <summary>It is done and reports failure.</summary>
    FailAfter,

    /// <summary>It is done late.</summary>
    Late,

    /// <summary>It is done, and says so late.</summary>
    LateAnswer,

    /// <summary>It is done again later.</summary>
    Repeat,

    /// <summary>The process dies instead.</summary>
    Crash,

    /// <summary>The process dies after it was done, before it hears of it.</summary>
    CrashAfter,

    /// <summary>The machine dies instead, and what wasn't flushed is lost.</summary>
    PowerCut,

    /// <summary>The machine dies after it was done, before anybody hears of it, and what wasn't flushed is lost.</summary>
    PowerCutAfter,

    /// <summary>Another process takes the runs over before it is done.</summary>
    TakeOver,

    /// <summary>The clock jumps before it is done.</summary>
    Jump,
}

/// <summary>A fault at the n-th call of a kind.</summary>
internal sealed record Fault
{
    public StoreCall Call { get; init; }

    /// <summary>Which call of the whole scenario, from 1.</summary>
    public int Nth { get; init; }

    public FaultKind Kind { get; init; }

    /// <summary>Of failures, delays and take-overs a time (ms), of a jump how far (s).</summary>
    public int Amount { get; init; }
}
