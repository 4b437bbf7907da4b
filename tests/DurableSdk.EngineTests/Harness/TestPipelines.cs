using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.Registry;

namespace DurableSdk.EngineTests.Harness;

/// <summary>Has a pipeline for every name, unless the test takes it away: all steps of the tests are known to each host.</summary>
internal sealed class TestPipelines : ResiliencePipelineProvider<string>
{
    public bool IsMissing { get; set; }

    public ResiliencePipeline Untyped { get; set; } = ResiliencePipeline.Empty;

    /// <summary>For steps with one result type.</summary>
    public object? Typed { get; set; }

    public override bool TryGetPipeline(string key, [NotNullWhen(true)] out ResiliencePipeline? pipeline)
    {
        pipeline = IsMissing ? null : Untyped;
        return pipeline is not null;
    }

    public override bool TryGetPipeline<TResult>(string key, [NotNullWhen(true)] out ResiliencePipeline<TResult>? pipeline)
    {
        pipeline = IsMissing ? null : Typed as ResiliencePipeline<TResult>;
        return pipeline is not null;
    }
}
