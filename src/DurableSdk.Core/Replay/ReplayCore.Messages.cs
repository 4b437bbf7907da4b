using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk.Replay;

/// <summary>What the code sends to other runs.</summary>
internal sealed partial class ReplayCore
{
    public Task Send<TArguments>(CallSite site, string runId, string name, ArgumentCodec<TArguments> codec, TArguments arguments)
    {
        CheckText("The run's id", runId);
        CheckText("The signal's name", name);
        var id = NextId(site);
        if (!TryEncode(codec, arguments, $"the payload of message {id}", out var encoded))
            return new TaskCompletionSource().Task;
        var operation = new SendOperation<TArguments>(new SendCall(id, site.Source, runId, name, encoded), codec, _setup.Serializer);
        Issue(operation);
        return operation.Task;
    }

    private void ApplyMessageSent(MessageSent e, long sequence)
    {
        if (!TryFind<SendOperation>(e.Id, "message", e.Source, sequence, out var message))
            return;
        if ((message.Call.To, message.Call.Name) != (e.To, e.Name) && !IsOfItsOrigin(sequence, $"{message.Call.To} {message.Call.Name}", $"{e.To} {e.Name}"))
            Block(ReplayErrors.OtherArguments(_setup, sequence, message, e.Source));
        else if (Compare(message, e.Arguments, e.Source, sequence) && Close(message, sequence))
            Deliver(message, e);
    }

    private void Deliver(SendOperation message, MessageSent e)
    {
        if (message.IsDelivered)
            return;
        if (e.Code is { } code)
            message.DeliverFailure(DurableException.Recorded(code, e.Report ?? code));
        else
            message.DeliverSent();
        Settle(message);
    }

    private static void CheckText(string what, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (StorableText.WhyNot(value) is { } why)
            throw ReplayErrors.BadMessageText(what, why);
    }
}
