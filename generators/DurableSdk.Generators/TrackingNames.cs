using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators;

/// <summary>The pipeline's steps, by which tests ask what an edit ran again.</summary>
internal static class TrackingNames
{
    public const string Assembly = nameof(Assembly);
    public const string Calls = nameof(Calls);
    public const string Files = nameof(Files);
    public const string Steps = nameof(Steps);
    public const string StepTypes = nameof(StepTypes);
    public const string Graphs = nameof(Graphs);
    public const string Workflows = nameof(Workflows);
    public const string WorkflowTypes = nameof(WorkflowTypes);
    public const string Registered = nameof(Registered);
    public const string Catches = nameof(Catches);
    public const string DeclaredExceptions = nameof(DeclaredExceptions);
    public const string Exceptions = nameof(Exceptions);
    public const string StepNames = nameof(StepNames);
    public const string Pipelines = nameof(Pipelines);
    public const string HookPayloads = nameof(HookPayloads);
    public const string HiddenMessages = nameof(HiddenMessages);

    /// <summary>Those that don't depend on where in a file something stands.</summary>
    public static readonly string[] Models =
        [Assembly, Steps, StepTypes, Graphs, Workflows, WorkflowTypes, Registered, Catches, DeclaredExceptions, Exceptions, StepNames, Pipelines, HookPayloads, HiddenMessages];

    public static readonly string[] All = [.. Models, Calls, Files];

    public static IncrementalValuesProvider<T> NotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class => values.Where(v => v is not null).Select((v, _) => v!);
}
