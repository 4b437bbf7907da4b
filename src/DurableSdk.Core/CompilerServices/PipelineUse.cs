using System.ComponentModel;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: a step and the pipeline that its attempts run through, so that a host can look for it at start.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PipelineUse
{
    private protected PipelineUse(string step, string pipeline)
    {
        Step = step;
        Pipeline = pipeline;
    }

    /// <summary>The step's method, for messages.</summary>
    public string Step { get; }

    /// <summary>The pipeline's name.</summary>
    public string Pipeline { get; }

    /// <summary>A use by a step of this result.</summary>
    /// <typeparam name="TResult">The step's result; <see cref="Unit"/> for none.</typeparam>
    public static PipelineUse Of<TResult>(string step, string pipeline) => new Typed<TResult>(step, pipeline);

    internal abstract bool IsIn(IPipelineLookup pipelines);

    private sealed class Typed<TResult>(string step, string pipeline) : PipelineUse(step, pipeline)
    {
        internal override bool IsIn(IPipelineLookup pipelines) => pipelines.Has<TResult>(Pipeline);
    }
}

/// <summary>The pipelines that a host has.</summary>
internal interface IPipelineLookup
{
    /// <summary>Whether there is one of the name for any result, or for this one.</summary>
    bool Has<TResult>(string pipeline);
}
