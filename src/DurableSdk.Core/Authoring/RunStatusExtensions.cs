namespace DurableSdk;

/// <summary>Questions about a <see cref="RunStatus"/>.</summary>
public static class RunStatusExtensions
{
    /// <summary>Whether the run has ended: nothing will be appended to its log.</summary>
    public static bool IsFinished(this RunStatus status) => status >= RunStatus.Completed;

    /// <summary>Whether the run stands still until somebody resumes it: it is blocked, or paused.</summary>
    public static bool IsHeld(this RunStatus status) => status is RunStatus.Blocked or RunStatus.Paused;
}
