using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// Sends an update to a run and gives its result. It is durable once it is sent: a crash doesn't lose it, and it is done once. Waits until the run's method has ended it, however long that is; giving up
    /// waiting doesn't take it back.
    /// </summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="runId">The run.</param>
    /// <param name="name">The update's name.</param>
    /// <param name="arguments">What it takes, in order.</param>
    /// <exception cref="UpdateRefusedException">The workflow has refused it.</exception>
    /// <exception cref="UpdateFailedException">It was accepted and ended by an exception.</exception>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message names; DS4024: the workflow, as far as this program
    /// knows it, takes no such update; DS4025: the arguments don't fit; DS1035: the run ended before the update did; DS2001, DS2002: the arguments can't be written; DS4014: the name or the id can't be stored.</exception>
    public Task<T> UpdateAsync<T>(string runId, string name, params object?[] arguments) => UpdateAsync<T>(runId, name, arguments, null, CancellationToken.None);

    /// <summary>See <see cref="UpdateAsync{T}(string, string, object?[])"/>.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="name">The update's name.</param>
    /// <param name="arguments">What it takes, in order.</param>
    /// <param name="options">How to send it.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="DurableException">As there.</exception>
    public async Task<T> UpdateAsync<T>(string runId, string name, object?[]? arguments, UpdateOptions? options, CancellationToken cancel)
    {
        await Leave();
        return await UpdateAsync<T>(await RequireRunAsync(runId, cancel), name, arguments, options, follow: false, cancel);
    }

    /// <summary>As <see cref="UpdateAsync{T}(string, string, object?[])"/>, for the run that goes on in the chain.</summary>
    internal async Task<T> UpdateLastAsync<T>(string runId, string name, object?[]? arguments, UpdateOptions? options, CancellationToken cancel)
    {
        await Leave();
        return await UpdateAsync<T>(await LastOfChainAsync(runId, cancel), name, arguments, options, follow: true, cancel);
    }

    internal async Task<TResult> UpdateLastAsync<TArguments, TResult>(
        string runId, UpdateDefinition<TArguments, TResult> update, TArguments arguments, UpdateOptions? options, CancellationToken cancel)
    {
        var encoded = _runtime.Serializer.SerializeArguments(update.Arguments, arguments, $"what update {update.Name} is sent with");
        await Leave();
        return await SendUpdateAsync<TResult>(await LastOfChainAsync(runId, cancel), update.Name, encoded, options, follow: true, cancel);
    }

    private Task<T> UpdateAsync<T>(RunRecord run, string name, object?[]? arguments, UpdateOptions? options, bool follow, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(name);
        var values = GivenArguments.Unwrap(arguments);
        var types = KnownUpdate(run, name) is { } update ? Fit(run, update, values) : [.. values.Select(value => value?.GetType() ?? typeof(object))];
        return SendUpdateAsync<T>(run, name, GivenArguments.Write(_runtime.Serializer, values, types, $"what update {name} is sent with"), options, follow, cancel);
    }

    private async Task<T> SendUpdateAsync<T>(RunRecord run, string name, ReadOnlyMemory<byte> arguments, UpdateOptions? options, bool follow, CancellationToken cancel)
    {
        CheckSignalText("An update's name", name);
        CheckSignalText("An update's id", options?.Id);
        var id = options?.Id ?? _runtime.Ids.UpdateId();
        var last = await (await _runtime.OpenStoreAsync(cancel)).ReadLastEventAsync(run.RunId, cancel);
        Check(run, name, arguments);
        var body = _runtime.Events.EncodeMessage(UpdateBody.Write(id, name, arguments));
        if (await SendAsync(run.RunId, InboxKind.Update, body, follow, cancel, UpdateBody.MessageId(id)) is var next && next != run.RunId)
        {
            run = await RequireRunAsync(next, cancel);
            last = null;
        }

        // An id of the caller's may be of an update that is done long ago, by the first run of the chain.
        var outcome = options?.Id is null
            ? await OutcomeAsync(run.RunId, id, name, last?.Sequence ?? 0, cancel)
            : await OutcomeAsync(follow ? await FirstWithLogAsync(run, cancel) : run.RunId, id, name, 0, cancel);
        return outcome.Event switch
        {
            UpdateCompleted { Result: { } result } => _runtime.Serializer.Deserialize<T>(result, $"the result of update {name}"),
            UpdateCompleted { Failure: { } failure } => throw new UpdateFailedException(outcome.RunId, name, failure),
            UpdateRejected rejected => throw new UpdateRefusedException(outcome.RunId, name, rejected.Reason),
            _ => throw LogErrors.Damaged(outcome.RunId, 0, $"update {id} has no outcome"),
        };
    }

    /// <summary>The first run of a chain that isn't purged, nor any after it.</summary>
    private async Task<string> FirstWithLogAsync(RunRecord run, CancellationToken cancel)
    {
        while (run.PreviousRunId is { } previous && await GetRunAsync(previous, cancel) is { PurgedAt: null } earlier)
            run = earlier;
        return run.RunId;
    }

    /// <summary>An update that no code can ever do is refused to who sends it, as far as this program knows the workflow.</summary>
    private void Check(RunRecord run, string name, ReadOnlyMemory<byte> arguments)
    {
        if (KnownUpdate(run, name) is not { } update)
            return;
        try
        {
            update.Validation(arguments, _runtime.Serializer);
        }
        catch (DurableException e) when (e.Code == "DS1005")
        {
            throw ClientErrors.BadMessage(new WorkflowKey(run.Workflow, run.Version), run.RunId, "update", name, update.Parameters, (e.InnerException ?? e).Message, e);
        }
    }

    /// <returns>Null where this program doesn't know the workflow.</returns>
    private UpdateDefinition? KnownUpdate(RunRecord run, string name)
    {
        if (_runtime.Workflows.Find(new WorkflowKey(run.Workflow, run.Version)) is not { } workflow)
            return null;
        return workflow.FindUpdate(name)
            ?? throw ClientErrors.UnknownMessage(workflow.Key, run.RunId, "update", name, workflow.Updates.Select(update => $"{update.Name}({update.Parameters})"));
    }

    private static IReadOnlyList<Type> Fit(RunRecord run, UpdateDefinition update, object?[] values)
    {
        if (GivenArguments.Fit(values, update.ParameterNames, update.ParameterTypes) is { } why)
            throw ClientErrors.BadMessage(new WorkflowKey(run.Workflow, run.Version), run.RunId, "update", update.Name, update.Parameters, why, null);
        return update.ParameterTypes;
    }
}
