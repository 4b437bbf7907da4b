using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>What must hold of entries whatever happens to who makes them and to the host.</summary>
internal static class TillChecks
{
    /// <summary>What was said of an entry is its one outcome in the log, however often it was asked for and by whom; a refused one has no other.</summary>
    public static void OutcomesAreRecordedOnce(DatabaseLog log, IReadOnlyCollection<(string Till, string Entry, string Outcome)> acknowledged)
    {
        var chainOf = log.Runs.ToDictionary(run => run.RunId, run => run.FirstRunId);
        var ends = log.Events.Where(e => e.Kind is LogKind.UpdateCompleted or LogKind.UpdateRejected)
            .Select(e => (Till: chainOf[e.RunId], Entry: e.Id!, Outcome: e.Kind == LogKind.UpdateRejected ? TillRound.Refused : e.Result<string>())).ToList();
        Assert.That(ends.Select(end => (end.Till, end.Entry)), Is.Unique);
        Assert.That(acknowledged.Except(ends), Is.Empty, "What was acknowledged isn't what the log says.");
        var accepted = log.Events.Where(e => e.Kind == LogKind.UpdateAccepted).Select(e => (chainOf[e.RunId], e.Id!)).ToList();
        Assert.That(accepted, Is.Unique);
        Assert.That(accepted.Where(entry => entry.Item2.EndsWith(TillWorkflow.Bad, StringComparison.Ordinal)), Is.Empty);
        Assert.That(ends.Where(end => end.Outcome == TillRound.Refused).All(end => end.Entry.EndsWith(TillWorkflow.Bad, StringComparison.Ordinal)));
    }

    /// <summary>What the tills say of themselves: of each entry that was accepted its receipt, once; of a refused one nothing.</summary>
    public static void EveryEntryWasMadeOnce(DatabaseLog log, int tills, IReadOnlyCollection<(string Till, string Entry, string Outcome)> acknowledged)
    {
        Assert.That(log.Unfinished, Is.Zero);
        Assert.That(log.Inbox, Is.Empty);
        Assert.That(acknowledged.Count(entry => entry.Outcome == TillRound.Refused), Is.GreaterThan(0), "None was refused.");
        var chainOf = log.Runs.ToDictionary(run => run.RunId, run => run.FirstRunId);
        var made = log.Events.Where(e => e.Kind == LogKind.WorkflowCompleted).ToDictionary(e => chainOf[e.RunId], e => e.Result<string[]>());
        Assert.That(made.Keys, Is.EquivalentTo(Enumerable.Range(0, tills).Select(TillRound.IdOf)));
        foreach (var (till, entries) in made)
        {
            Assert.That(entries.Select(entry => entry.Split('=')[0]), Is.Unique, till);
            Assert.That(entries.Where(entry => entry.Split('=')[0].EndsWith(TillWorkflow.Bad, StringComparison.Ordinal)), Is.Empty, till);
            var receipts = acknowledged.Where(entry => entry.Till == till && entry.Outcome != TillRound.Refused).Select(entry => $"{entry.Entry}={entry.Outcome}");
            Assert.That(receipts.Except(entries), Is.Empty, $"{till} has not made them.");
        }
    }
}
