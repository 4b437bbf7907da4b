namespace DurableSdk;

/// <summary>
/// Says that code which a workflow reaches gives the same at each replay, so that the analyzers look no further: they report
/// neither the call nor what it calls. On a type it holds for every member. Nothing changes at run time.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Constructor)]
public sealed class WorkflowSafeAttribute : Attribute;
