namespace DurableSdk;

/// <summary>How one state of a workflow leads to another.</summary>
public enum WorkflowEdgeKind
{
    /// <summary>It comes next.</summary>
    Next,

    /// <summary>It is one of several that may come next.</summary>
    Branch,

    /// <summary>It is begun beside others.</summary>
    Parallel,

    /// <summary>It leads back, to the state itself or to an earlier one.</summary>
    Loop,

    /// <summary>It comes next where the earlier one fails or is cancelled: in a <c>catch</c> or <c>finally</c>.</summary>
    Failure,
}
