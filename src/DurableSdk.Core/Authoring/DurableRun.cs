namespace DurableSdk;

/// <summary>Which run executes the code; see <see cref="Durable.Run"/>.</summary>
public abstract class DurableRun
{
    /// <summary>The run's id.</summary>
    public abstract string RunId { get; }

    /// <summary>The first run of the chain that it belongs to; its own id where no run continued as this one.</summary>
    public abstract string FirstRunId { get; }

    /// <summary>The run that continued as this one, or null; see <see cref="Durable.ContinueAsNew"/>.</summary>
    public abstract string? PreviousRunId { get; }

    /// <summary>The run that started this one as its child, or null.</summary>
    public abstract string? ParentRunId { get; }

    /// <summary>The workflow's name.</summary>
    public abstract string WorkflowName { get; }

    /// <summary>The workflow's version that the run is pinned to.</summary>
    public abstract int Version { get; }

    /// <summary>Whether the code runs again over what is already recorded. For diagnostics only: a workflow must not decide by it.</summary>
    public abstract bool IsReplaying { get; }
}
