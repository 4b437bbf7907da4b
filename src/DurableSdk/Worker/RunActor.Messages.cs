using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Messages to other runs: committed together with the event that says so, or not at all and the event says why.</summary>
internal sealed partial class RunActor
{
    private async Task SendAsync(SendCall call)
    {
        var sent = new MessageSent(call.Id, call.Source, call.To, call.Name, call.Arguments);
        RunRecord? target = null;
        await WhenAvailableAsync(async () => target = await _worker.Store.GetLastOfChainAsync(call.To, _worker.Abandoned));
        // Whether the run is there, and takes messages, is decided by the transaction.
        if (target is not null && _worker.Runtime.RefusalOf(new WorkflowKey(target.Workflow, target.Version), $"run {target.RunId}", call.Name, call.Arguments) is { } refusal)
        {
            Record(Refused(sent, refusal));
            return;
        }

        var body = await WhenEncodableAsync(call, static (run, call) => run._worker.Runtime.Events.EncodeMessage(SignalBody.Write(call.Name, call.Arguments)));
        Record(sent);
        Extras.Messages.Add(new OutgoingMessage(call.To, new InboxMessage(InboxKind.Signal, body, _worker.Runtime.UtcNow, MessageIdOf(call.Id))));
    }

    /// <summary>
    /// What is proposed where the store couldn't deliver all: the rest, and in the place of each signal among the others why not. A parent or a child that has ended is told nothing.
    /// </summary>
    private Append WithoutRefused(Append append, LogEntry[] entries, IReadOnlyList<SendResult> sent)
    {
        var delivered = new List<OutgoingMessage>();
        for (var i = 0; i < sent.Count; i++)
        {
            var message = append.Messages[i];
            if (sent[i] == SendResult.Accepted)
                delivered.Add(message);
            else if (message.Message.Kind == InboxKind.Signal)
                Refuse(entries, message, sent[i]);
        }

        return append with { Events = Encode(entries), Messages = delivered };
    }

    private void Refuse(LogEntry[] entries, OutgoingMessage message, SendResult result)
    {
        var at = Array.FindIndex(entries, entry => entry.Event is MessageSent sent && MessageIdOf(sent.Id) == message.Message.Id);
        var refused = (MessageSent)entries[at].Event;
        var error = result == SendResult.RunNotFound
            ? HostingErrors.NoRunToSendTo(RunId, refused, _worker.Store.Description)
            : HostingErrors.RunToSendToHasEnded(RunId, refused);
        entries[at] = entries[at] with { Event = Refused(refused, error) };
    }

    private static MessageSent Refused(MessageSent message, DurableException error) => message with { Code = error.Code, Report = error.Message };

    /// <summary>The same however often it is proposed. No id of a client has the control character, so none is ever taken for it.</summary>
    private string MessageIdOf(string operationId) => $"{RunId}\u001f{operationId}";
}
