namespace DurableSdk.SimulationTests.World;

/// <summary>What is seen of the store's calls.</summary>
internal sealed partial class Simulation
{
    private readonly List<(string RunId, StoredEvent Event)> _acknowledged = [];

    private readonly Dictionary<string, (int Length, int Deaths)> _poisoned = [];

    /// <summary>What an owner was told is committed: all of it must be in the logs for ever.</summary>
    public IReadOnlyList<(string RunId, StoredEvent Event)> Acknowledged => _acknowledged;

    public void NoteClaim(ClaimedRun run)
    {
        if (run.CrashedRecoveries > 0)
            Reached.Note("crashed recovery");
        if (run.IsNew && run.LastSequence > 1)
            Reached.Note("rebuilt");
        if (!run.IsNew)
            Reached.Note(run.Status.IsFinished() ? "owner hears of a termination" : "message for a claimed run");
    }

    public void NoteAppend(SimProcess process, long epoch, Append append, AppendResult result)
    {
        Reached.Note($"append {result.Outcome}");
        if (result.Outcome != AppendOutcome.Committed)
            return;
        Disk.Flush();
        if (epoch != Machine.Database.Epoch)
            Report("fence", $"process {process.Number} appended event {append.Events[0].Sequence} to {append.RunId} under epoch {epoch}, when it was {Machine.Database.Epoch}");
        if (append.ConsumedInbox.Count > 0)
            Reached.Note("message moved");
        if (append.Next is { } next)
            Reached.Note(next.Events.Count > 1 ? "continued with unused messages" : "continued");
        foreach (var message in append.Messages)
            Reached.Note($"sent {message.Message.Kind}");
        foreach (var stored in append.Events)
            Reached.Note($"event {stored.Kind}");
    }

    /// <summary>A run kills its process: after some such deaths in a row it must be set aside.</summary>
    public void NotePoison(string runId)
    {
        var length = Logs.Of(runId).Entries.Count;
        var (before, deaths) = _poisoned.GetValueOrDefault(runId);
        _poisoned[runId] = (length, before == length ? deaths + 1 : 1);
        // Some more, for a power cut forgets who had what in hand.
        if (_poisoned[runId].Deaths > CrashesMax + Scenario.Faults.Length + Scenario.Deeds.Length)
            Report("crash count", $"{runId} has killed its process {_poisoned[runId].Deaths} times without a word in its log");
    }

    public void Acknowledge(Append append) => _acknowledged.AddRange(append.Events.Select(stored => (append.RunId, stored)));
}
