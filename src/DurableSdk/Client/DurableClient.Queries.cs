using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// Asks a run a <c>[Query]</c>. The answer is of its state as of the last event that was committed, whether it runs, waits, is blocked or has ended; the run isn't
    /// disturbed. This process builds the state from the whole log, once per call.
    /// </summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="runId">The run.</param>
    /// <param name="name">The query's name.</param>
    /// <param name="arguments">What it takes, in order.</param>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4023: this program doesn't know the workflow; DS4024: it answers no such query; DS4025: the arguments
    /// don't fit; DS4026: the query threw; DS4021: its log was purged; DS1034: it did more than look; DS1001, DS1005, DS1006: the log can't be replayed by this program's code.</exception>
    public Task<T> QueryAsync<T>(string runId, string name, params object?[] arguments) => QueryAsync<T>(runId, name, arguments, CancellationToken.None);

    /// <summary>See <see cref="QueryAsync{T}(string, string, object?[])"/>.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="name">The query's name.</param>
    /// <param name="arguments">What it takes, in order.</param>
    /// <param name="cancel">Gives up reading.</param>
    /// <exception cref="DurableException">As there.</exception>
    public async Task<T> QueryAsync<T>(string runId, string name, object?[]? arguments, CancellationToken cancel)
    {
        await Leave();
        return await QueryAsync<T>(await RequireRunAsync(runId, cancel), null, name, arguments, cancel);
    }

    /// <summary>As <see cref="QueryAsync{T}(string, string, object?[])"/>, for the run that goes on in the chain.</summary>
    internal async Task<T> QueryLastAsync<T>(string runId, string name, object?[]? arguments, CancellationToken cancel)
    {
        await Leave();
        return await QueryAsync<T>(await LastOfChainAsync(runId, cancel), null, name, arguments, cancel);
    }

    /// <summary>As <see cref="QueryAsync{T}(string, string, object?[])"/>, as of an event.</summary>
    internal async Task<T> QueryAsOfAsync<T>(string runId, long sequence, string name, object?[]? arguments, CancellationToken cancel)
    {
        await Leave();
        return await QueryAsync<T>(await RequireRunAsync(runId, cancel), sequence, name, arguments, cancel);
    }

    internal async Task<TResult> QueryLastAsync<TArguments, TResult>(
        string runId, QueryDefinition<TArguments, TResult> query, TArguments arguments, CancellationToken cancel)
    {
        var encoded = _runtime.Serializer.SerializeArguments(query.Arguments, arguments, $"what query {query.Name} is asked with");
        await Leave();
        var run = await LastOfChainAsync(runId, cancel);
        var workflow = KnownWorkflow(run);
        return await AnswerAsync<TResult>(run, null, workflow, KnownQuery(workflow, run, query.Name), encoded, cancel);
    }

    private Task<T> QueryAsync<T>(RunRecord run, long? sequence, string name, object?[]? arguments, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(name);
        var workflow = KnownWorkflow(run);
        var query = KnownQuery(workflow, run, name);
        var values = GivenArguments.Unwrap(arguments);
        if (GivenArguments.Fit(values, query.ParameterNames, query.ParameterTypes) is { } why)
            throw ClientErrors.BadMessage(workflow.Key, run.RunId, "query", query.Name, query.Parameters, why, null);
        var encoded = GivenArguments.Write(_runtime.Serializer, values, query.ParameterTypes, $"what query {query.Name} is asked with");
        return AnswerAsync<T>(run, sequence, workflow, query, encoded, cancel);
    }

    private async Task<T> AnswerAsync<T>(
        RunRecord run, long? sequence, WorkflowDefinition workflow, QueryDefinition query, ReadOnlyMemory<byte> arguments, CancellationToken cancel)
    {
        ThrowIfPurged(run);
        var read = Bind(run, workflow, query, arguments);
        await using var replayed = await RebuildAsync(run, workflow, sequence, cancel);
        ReadOnlyMemory<byte> answer;
        try
        {
            answer = replayed.Core.Read($"query {query.Name}", read);
        }
        catch (Exception e) when (e is not DurableException { Code: "DS1034" or "DS2001" or "DS2002" })
        {
            throw ClientErrors.QueryFailed(workflow.Key, run.RunId, query.Name, e);
        }

        return _runtime.Serializer.Deserialize<T>(answer, $"the answer of query {query.Name}");
    }

    private Func<object?, ReadOnlyMemory<byte>> Bind(RunRecord run, WorkflowDefinition workflow, QueryDefinition query, ReadOnlyMemory<byte> arguments)
    {
        try
        {
            return query.Bind(arguments, _runtime.Serializer);
        }
        catch (DurableException e) when (e.Code == "DS1005")
        {
            throw ClientErrors.BadMessage(workflow.Key, run.RunId, "query", query.Name, query.Parameters, (e.InnerException ?? e).Message, e);
        }
    }

    private WorkflowDefinition KnownWorkflow(RunRecord run)
    {
        var key = new WorkflowKey(run.Workflow, run.Version);
        return _runtime.Workflows.Find(key) ?? throw ClientErrors.NotKnownHere(key, run.RunId, _runtime.Workflows.Keys);
    }

    private static QueryDefinition KnownQuery(WorkflowDefinition workflow, RunRecord run, string name) => workflow.FindQuery(name)
        ?? throw ClientErrors.UnknownMessage(workflow.Key, run.RunId, "query", name, workflow.Queries.Select(query => $"{query.Name}({query.Parameters})"));
}
