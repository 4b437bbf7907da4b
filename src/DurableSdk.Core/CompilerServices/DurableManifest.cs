using System.ComponentModel;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: the workflows of one assembly and the exception types that they catch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DurableManifest
{
    /// <summary>The workflows, ordered by name and version.</summary>
    public abstract IReadOnlyList<WorkflowDefinition> Workflows { get; }

    /// <summary>The exception types, ordered by name.</summary>
    public abstract IReadOnlyList<ExceptionDescriptor> Exceptions { get; }

    /// <summary>The steps that run through a pipeline, ordered; none where nothing is generated for them.</summary>
    public virtual IReadOnlyList<PipelineUse> Pipelines => [];

    /// <summary>What deliveries to hooks carry, ordered by type; none where nothing is generated for them.</summary>
    public virtual IReadOnlyList<HookPayload> HookPayloads => [];
}

/// <summary>For generated code: marks an assembly as compiled with interception and names its manifest.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class DurableManifestAttribute : Attribute
{
    /// <summary>Marks the assembly.</summary>
    /// <param name="manifest">The generated class that derives from <see cref="DurableManifest"/>.</param>
    /// <param name="steps">The names of the methods of this assembly that are marked <c>[Step]</c> or <c>[Workflow]</c> and that other assemblies may call, ordered.</param>
    public DurableManifestAttribute(Type manifest, params string[] steps)
    {
        Manifest = manifest;
        Steps = steps;
    }

    /// <summary>The manifest's class.</summary>
    public Type Manifest { get; }

    /// <summary>The steps' and workflows' method names.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>Whether code outside of workflow classes, of this assembly or of one that it references, waits for signals: a workflow that calls it may wait for any.</summary>
    public bool WaitsForSignals { get; set; }

    /// <summary>The metadata names of the classes whose workflows run on an instance: a call in another assembly may lead to one through an interface or a base class.</summary>
    public string[] WorkflowTypes { get; set; } = [];

    /// <summary>The messages that a class derived in another assembly would take if the compiler showed them to it, each behind the metadata name of its class.</summary>
    public string[] HiddenMessages { get; set; } = [];
}
