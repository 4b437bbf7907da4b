namespace DurableSdk.SimulationTests.World;

/// <summary>What is seen of the store's calls.</summary>
internal sealed partial class Simulation
{
    private readonly List<(string RunId, StoredEvent Event)> _acknowledged = [];

    /// <summary>What may block a run here: it has killed its process too often, or a step can't be undone.</summary>
    private static readonly string[] MayBlock = ["DS1010", "DS1023"];

    private readonly HashSet<string> _purged = [];

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
            Note(append.RunId, stored);
    }

    private void Note(string runId, StoredEvent stored)
    {
        if (stored.Kind == EventKind.Blocked && EventCodec.Plain.Decode(runId, stored).Event is Blocked blocked && !MayBlock.Contains(blocked.Code))
            Report("blocked", $"{runId}: {blocked.Report}");
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

    /// <summary>Nothing is left of what was purged, and only what had ended is.</summary>
    public void NotePurge(PurgeRequest request, PurgeSlice slice)
    {
        var purged = Logs.All.Where(log => log.Run.PurgedAt == request.Now && !_purged.Contains(log.RunId)).ToList();
        if (purged.Count != slice.Purged)
            Report("purge", $"{slice.Purged} runs were said to be purged, and {purged.Count} were");
        foreach (var log in purged)
        {
            Reached.Note(log.Run.NextRunId is null ? "purged" : "purged what continued");
            _purged.Add(log.RunId);
            if (!LogCheck.IsEnd(log.Entries[^1].Event) || log.Entries[^1].At >= request.FinishedBefore)
                Report("purge", $"{log.RunId} was purged by {request.FinishedBefore:O}, and it is {log.Run.Status} since {log.Entries[^1].At:O}");
            if (Machine.Database.Runs.ContainsKey(log.RunId) || log.Run.Events.Count + log.Run.Inbox.Count > 0 || Machine.Database.Subscriptions.Read(0, int.MaxValue).Any(one => one.RunId == log.RunId))
                Report("purge", $"of {log.RunId} something is left");
        }
    }

    /// <summary>What was done by hand was undone by hand: each once, the last first, and recorded.</summary>
    [WorkflowSafe]
    public void LookAtSaga(string runId, IReadOnlyList<int> undos)
    {
        if (undos.Count > 0)
            Reached.Note("undone by hand");
        var results = undos.Select(Logs.Of(runId).ResultsOf).ToList();
        if (results.Exists(places => places.Count != 1) || !results.Select(places => places[0]).SequenceEqual(results.Select(places => places[0]).OrderDescending()))
            Report("saga", $"{runId}: of the undos {string.Join(", ", undos)} the results are events {string.Join(", ", results.Select(places => string.Join(" and ", places)))}");
    }

    public void Acknowledge(Append append)
    {
        _acknowledged.AddRange(append.Events.Select(stored => (append.RunId, stored)));
        if (append.Events[^1].Sequence > Logs.Of(append.RunId).Stored.Count)
            Report("lost", $"{append.RunId}: event {append.Events[^1].Sequence} {append.Events[^1].Kind} is acknowledged and isn't in the log");
    }
}
