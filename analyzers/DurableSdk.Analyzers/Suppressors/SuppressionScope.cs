namespace DurableSdk.Analyzers.Suppressors;

/// <summary>Where a rule of others is wrong.</summary>
internal enum SuppressionScope
{
    /// <summary>In everything that runs as a part of a workflow.</summary>
    WorkflowCode,

    /// <summary>At a call of a step in workflow code.</summary>
    StepCall,

    /// <summary>At the name of a step, a workflow or a handler, where it is declared.</summary>
    Declaration,
}
