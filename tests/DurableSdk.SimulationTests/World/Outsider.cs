namespace DurableSdk.SimulationTests.World;

/// <summary>Somebody outside who gets the tokens of hooks, asks for updates and reads what happens, and remembers what was acknowledged.</summary>
internal sealed class Outsider(Simulation world)
{
    private readonly HashSet<(string RunId, int Node)> _heard = [];

    /// <summary>Deliveries that were accepted.</summary>
    public HashSet<string> Delivered { get; } = [];

    /// <summary>Updates that were asked for, and what their caller was told: null as long as nothing.</summary>
    public Dictionary<string, UpdateAnswer?> Updates { get; } = [];

    /// <summary>The events that the subscriber has got.</summary>
    public HashSet<(string RunId, long Sequence)> Seen { get; } = [];

    /// <summary>The position of the event that the subscriber has got last.</summary>
    public long SeenUntil { get; private set; }

    /// <summary>The code of a run has a token. What it has learned it hears again when it is built anew.</summary>
    [WorkflowSafe]
    public void Hear(string runId, HookNode hook, string token)
    {
        if (!_heard.Add((runId, hook.Id)))
            return;
        for (var i = 0; i < hook.Answers.Length; i++)
            world.DeliverLater(token, SimulationNames.Answer(runId, hook.Id, i), hook.Answers[i]);
    }

    public void See(SubscribedEvent e)
    {
        // A stream that begins anew may give again what it gave.
        if (e.Position > SeenUntil)
            SeenUntil = e.Position;
        Seen.Add((e.RunId, e.Entry.Sequence));
    }
}
