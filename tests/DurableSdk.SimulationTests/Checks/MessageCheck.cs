using System.Text.Json;

namespace DurableSdk.SimulationTests.Checks;

/// <summary>Sent is used and still waiting, also where a run goes on as another: no message is lost, and none counts twice.</summary>
internal sealed class MessageCheck(Simulation world)
{
    public void Run()
    {
        foreach (var (message, run) in world.Accepted)
            Look(message, run);
        foreach (var log in world.Logs.All)
        {
            foreach (var sent in log.Entries.Select(entry => entry.Event).OfType<MessageSent>().Where(sent => sent.Code is null))
                Look(TextOf(sent.Arguments), sent.To);
        }
    }

    private void Look(string message, string firstRunId)
    {
        var chain = world.Logs.All.Where(log => log.Run.FirstRunId == firstRunId).ToList();
        var received = chain.ConvertAll(log => log.Entries.Count(entry => entry.Event is SignalReceived signal && TextOf(signal.Arguments) == message));
        var waiting = chain.ConvertAll(log => log.Run.Inbox.Count(entry => entry.Message.Kind == InboxKind.Signal && TextOf(entry.Message.Body) == message));
        var uses = world.Witness.UsesOf(message);
        if (received.Concat(waiting).Any(count => count > 1))
            world.Report("message", $"{message} came more than once");
        if (uses.Count > 1)
            world.Report("message", $"{message} was used by {string.Join(" and ", uses)}");
        var last = Math.Max(received.FindLastIndex(count => count > 0), waiting.FindLastIndex(count => count > 0));
        if (last < 0)
            world.Report("message", $"{message} was sent to {firstRunId} and is nowhere");
        else if (uses.FirstOrDefault() is { } user && chain[last].RunId != user)
            world.Report("message", $"{message} was used by {user} and is in {chain[last].RunId} again");
        else if (uses.Count == 0 && last != chain.Count - 1)
            world.Report("message", $"{message} was not used by {chain[last].RunId} and didn't go over to the next run");
        else
            world.Reached.Note(uses.Count > 0 ? "message used" : waiting[last] > 0 ? "message waits in the inbox" : "message waits in the log");
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
