using System.Text.Json;

namespace DurableSdk.SimulationTests.Checks;

/// <summary>Sent is used and still waiting, also where a run goes on as another: no message and no delivery is lost, and none counts twice.</summary>
internal sealed class MessageCheck(Simulation world)
{
    public void Run()
    {
        foreach (var (message, run) in world.Accepted)
            LookAtSignal(message, run);
        foreach (var log in world.Logs.All)
        {
            foreach (var sent in log.Entries.Select(entry => entry.Event).OfType<MessageSent>().Where(sent => sent.Code is null))
                LookAtSignal(TextOf(sent.Arguments), sent.To);
        }

        foreach (var delivery in world.Outsider.Delivered)
            LookAtDelivery(delivery);
    }

    private void LookAtSignal(string message, string firstRunId)
    {
        var chain = world.Logs.All.Where(log => log.Run.FirstRunId == firstRunId).ToList();
        var received = chain.ConvertAll(log => log.Entries.Skip((int)log.ForkedAt).Count(entry => entry.Event is SignalReceived signal && TextOf(signal.Arguments) == message));
        var waiting = chain.ConvertAll(log => log.Inbox.Count(entry => entry.Message.Kind == InboxKind.Signal && TextOf(entry.Message.Body) == message));
        Look("message", message, chain, received, waiting);
    }

    /// <summary>Whose it is the token says, which may be another run's by now than that which gave it away.</summary>
    private void LookAtDelivery(string delivery)
    {
        var chains = world.Logs.All.GroupBy(log => log.Run.FirstRunId).Where(logs => logs.Any(log => Received(log) + Waiting(log) > 0)).ToList();
        var chain = chains.MinBy(logs => world.Logs.IsForked(logs.First()))?.ToList() ?? [];
        Look("delivery", delivery, chain, chain.ConvertAll(Received), chain.ConvertAll(Waiting));

        int Received(RunLog log) => log.Entries.Skip((int)log.ForkedAt).Count(entry => entry.Event is HookResumed e && e.MessageId == delivery);

        int Waiting(RunLog log) => log.Inbox.Count(entry => entry.Message.Kind == InboxKind.Hook && HookBody.Read(entry.Message.Body).MessageId == delivery);
    }

    private void Look(string kind, string message, List<RunLog> chain, List<int> received, List<int> waiting)
    {
        // A fork uses again what it has copied.
        var uses = world.Witness.UsesOf(message).Where(run => !world.Logs.IsForked(world.Logs.Of(run)) || chain.Exists(log => log.RunId == run)).ToList();
        if (received.Concat(waiting).Any(count => count > 1))
            world.Report(kind, $"{message} came more than once");
        if (uses.Count > 1)
            world.Report(kind, $"{message} was used by {string.Join(" and ", uses)}");
        var last = Math.Max(received.FindLastIndex(count => count > 0), waiting.FindLastIndex(count => count > 0));
        if (last < 0)
            world.Report(kind, $"{message} was sent and is nowhere");
        else if (uses.FirstOrDefault() is { } user && chain[last].RunId != user)
            world.Report(kind, $"{message} was used by {user} and is in {chain[last].RunId} again");
        else if (uses.Count == 0 && last != chain.Count - 1)
            world.Report(kind, $"{message} was not used by {chain[last].RunId} and didn't go over to the next run");
        else
            world.Reached.Note(uses.Count > 0 ? $"{kind} used" : waiting[last] > 0 ? $"{kind} waits in the inbox" : $"{kind} waits in the log");
    }

    /// <summary>Of arguments, or of a message's body that holds them.</summary>
    private static string TextOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var arguments = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.GetProperty("args") : document.RootElement;
        while (arguments.ValueKind == JsonValueKind.Array)
            arguments = arguments[0];
        return arguments.ToString();
    }
}
