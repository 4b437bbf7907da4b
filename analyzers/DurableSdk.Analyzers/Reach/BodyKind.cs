namespace DurableSdk.Analyzers.Reach;

/// <summary>As what a member's code runs.</summary>
internal enum BodyKind
{
    /// <summary>As a part of a workflow: again at each replay, on the run's scheduler.</summary>
    Workflow,

    /// <summary>To make an instance of a workflow's class: again at each replay, and for each step, but before the workflow begins.</summary>
    Construction,

    /// <summary>As a part of a step: once per attempt, anywhere.</summary>
    Step,
}
