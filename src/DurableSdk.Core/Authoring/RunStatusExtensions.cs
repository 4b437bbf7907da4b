namespace DurableSdk;

/// <summary>Questions about a <see cref="RunStatus"/>.</summary>
public static class RunStatusExtensions
{
    /// <summary>Whether the run has ended: nothing will be appended to its log.</summary>
    public static bool IsFinished(this RunStatus status) => status >= RunStatus.Completed;
}
