namespace DurableSdk.Storage;

/// <summary>What came of a termination.</summary>
public enum TerminateResult
{
    /// <summary>The run has ended by it.</summary>
    Terminated,

    /// <summary>There is no such run.</summary>
    RunNotFound,

    /// <summary>The run had finished.</summary>
    RunFinished,

    /// <summary>The run had finished as <see cref="RunStatus.ContinuedAsNew"/>: the last of its chain is the one to terminate.</summary>
    RunContinued,

    /// <summary>No end was made, because the log has grown since its maker read it.</summary>
    LogGrown,
}
