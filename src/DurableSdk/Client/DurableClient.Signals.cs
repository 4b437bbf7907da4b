using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

public sealed partial class DurableClient
{
    private static readonly ReadOnlyMemory<byte> NoArguments = "[]"u8.ToArray();

    /// <summary>
    /// Sends a signal to a run. Durable when it returns: the run's code gets it once, after the signals that were sent before it, also if nobody waits for it yet.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="name">The signal's name.</param>
    /// <param name="payload">What it carries.</param>
    /// <param name="options">How to send it.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4003: it has ended; DS4011: it has continued as a new run, which the message names;
    /// DS4012: the workflow, as far as this program knows it, takes no such signal; DS4013: it carries something else; DS2001, DS2002: the payload can't be written;
    /// DS4014: the name or the id can't be stored. Nothing was sent.</exception>
    public Task SignalAsync<T>(string runId, string name, T payload, SignalOptions? options = null, CancellationToken cancel = default) =>
        SignalAsync(runId, name, Encode(name, payload), options, follow: false, cancel);

    /// <summary>Sends a signal that carries nothing. See <see cref="SignalAsync{T}"/>.</summary>
    /// <exception cref="DurableException">As for one that carries something.</exception>
    public Task SignalAsync(string runId, string name, SignalOptions? options = null, CancellationToken cancel = default) =>
        SignalAsync(runId, name, NoArguments, options, follow: false, cancel);

    /// <summary>As <see cref="SignalAsync{T}"/>, for the run that goes on in the chain.</summary>
    internal Task SignalLastAsync<T>(string runId, string name, T payload, SignalOptions? options, CancellationToken cancel) =>
        SignalAsync(runId, name, Encode(name, payload), options, follow: true, cancel);

    /// <summary>As <see cref="SignalAsync(string, string, SignalOptions?, CancellationToken)"/>, for the run that goes on in the chain.</summary>
    internal Task SignalLastAsync(string runId, string name, SignalOptions? options, CancellationToken cancel) =>
        SignalAsync(runId, name, NoArguments, options, follow: true, cancel);

    internal Task SignalLastAsync<TArguments>(string runId, SignalDefinition<TArguments> signal, TArguments arguments, SignalOptions? options, CancellationToken cancel) =>
        SignalAsync(runId, signal.Name, _runtime.Serializer.SerializeArguments(signal.Arguments, arguments, $"the payload of signal {signal.Name}"), options, follow: true, cancel);

    private async Task SignalAsync(string runId, string name, ReadOnlyMemory<byte> arguments, SignalOptions? options, bool follow, CancellationToken cancel)
    {
        await Leave();
        ArgumentNullException.ThrowIfNull(name);
        CheckSignalText("A signal's name", name);
        CheckSignalText("A signal's id", options?.Id);
        var run = follow ? await LastOfChainAsync(runId, cancel) : await GetRunAsync(runId, cancel) ?? throw await RefusalAsync(runId, cancel);
        CheckSignal(new WorkflowKey(run.Workflow, run.Version), $"run {run.RunId}", name, arguments);
        await SendAsync(run.RunId, InboxKind.Signal, _runtime.Events.EncodeMessage(SignalBody.Write(name, arguments)), follow, cancel, options?.Id);
    }

    private void CheckSignal(WorkflowKey key, string run, string name, ReadOnlyMemory<byte> arguments)
    {
        if (_runtime.RefusalOf(key, run, name, arguments) is { } refusal)
            throw refusal;
    }

    private InboxMessage MessageOf(WorkflowKey workflow, SignalMessage signal, DateTimeOffset now)
    {
        CheckSignalText("A signal's name", signal.Name);
        CheckSignalText("A signal's id", signal.Id);
        var arguments = signal.Encode(_runtime.Serializer);
        CheckSignal(workflow, "a new run", signal.Name, arguments);
        return new InboxMessage(InboxKind.Signal, _runtime.Events.EncodeMessage(SignalBody.Write(signal.Name, arguments)), now, signal.Id);
    }

    /// <summary>The start found a run that has ended: the last of its chain gets the signal, or the sender hears that there is none.</summary>
    private async Task<string> SignalExistingAsync(string runId, SignalMessage signal, CancellationToken cancel)
    {
        await SignalAsync(runId, signal.Name, signal.Encode(_runtime.Serializer), new SignalOptions { Id = signal.Id }, follow: true, cancel);
        return runId;
    }

    private ReadOnlyMemory<byte> Encode<T>(string name, T payload) =>
        _runtime.Serializer.SerializeArguments(ArgumentCodec.Of<T>("payload"), new ValueTuple<T>(payload), $"the payload of signal {name}");

    private static void CheckSignalText(string what, string? value)
    {
        if (value is not null && StorableText.WhyNot(value) is { } why)
            throw ClientErrors.BadSignalText(what, why);
    }
}
