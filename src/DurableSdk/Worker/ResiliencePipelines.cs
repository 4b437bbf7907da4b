using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Replay;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Registry;

namespace DurableSdk.Worker;

/// <summary>The named Polly pipelines of the program's services. One for the step's own result comes before one for any.</summary>
internal sealed class ResiliencePipelines(IServiceProvider services) : IPipelineLookup
{
    private readonly ResiliencePipelineProvider<string>? _provider =
        services.GetService<ResiliencePipelineProvider<string>>() ?? services.GetService<ResiliencePipelineRegistry<string>>();

    /// <exception cref="DurableException">DS3012: a pipeline that a step of the program names isn't registered.</exception>
    public void Check(IEnumerable<PipelineUse> uses)
    {
        foreach (var use in uses)
        {
            try
            {
                if (use.IsIn(this))
                    continue;
            }
            catch (Exception e)
            {
                throw PipelineErrors.CannotBuildAtStart(use, e);
            }

            throw PipelineErrors.MissingAtStart(use);
        }
    }

    public bool Has<TResult>(string pipeline) =>
        _provider is not null && (_provider.TryGetPipeline<TResult>(pipeline, out _) || _provider.TryGetPipeline(pipeline, out _));

    /// <exception cref="RunBlockedException">DS2006: there is no such pipeline, or it can't be built.</exception>
    public ValueTask<TResult> ExecuteAsync<TResult>(
        string step, string pipeline, Func<CancellationToken, ValueTask<TResult>> attempt, CancellationToken cancel)
    {
        var (typed, untyped) = Find<TResult>(step, pipeline);
        return typed is not null ? typed.ExecuteAsync(attempt, cancel) : untyped!.ExecuteAsync(attempt, cancel);
    }

    private (ResiliencePipeline<TResult>? Typed, ResiliencePipeline? Untyped) Find<TResult>(string step, string pipeline)
    {
        try
        {
            if (_provider is not null && _provider.TryGetPipeline<TResult>(pipeline, out var typed))
                return (typed, null);
            if (_provider is not null && _provider.TryGetPipeline(pipeline, out var untyped))
                return (null, untyped);
        }
        catch (Exception e)
        {
            throw new RunBlockedException(PipelineErrors.CannotBuild(step, pipeline, e));
        }

        throw new RunBlockedException(PipelineErrors.Missing(step, pipeline));
    }
}
