namespace DurableSdk;

/// <summary>What a <see cref="WorkflowState"/> is.</summary>
public enum WorkflowStateKind
{
    /// <summary>The run's begin.</summary>
    Start,

    /// <summary>A step.</summary>
    Step,

    /// <summary>A sleep.</summary>
    Timer,

    /// <summary>A time limit on something else.</summary>
    TimeLimit,

    /// <summary>A child workflow.</summary>
    Child,

    /// <summary>Another durable operation.</summary>
    Operation,

    /// <summary>The run's end.</summary>
    End,
}
