using System.Text;
using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>A program that does everything at once. With tears, each death also damages the -wal, as a power cut on a bad disk does: recorded work may be lost then, and only then.</summary>
internal sealed class MixedStorm(TestDirectory directory, int seed, bool tears = false) : RunStorm(directory, seed)
{
    private readonly HashSet<StepKey> _recorded = [];
    private readonly HashSet<(string RunId, string StepId)> _ended = [];

    /// <summary>How many deaths have cost something that was recorded.</summary>
    public int Losses { get; private set; }

    protected override int LineBytes => 70;

    protected override int LinesMax => 200;

    protected override int RunsAhead => 26;

    protected override WorkloadArguments Configure(WorkloadArguments arguments) => arguments with { Mixed = true };

    protected override bool IsExpected(string complaint) => complaint.Contains(nameof(DeclinedException), StringComparison.Ordinal);

    protected override void Look(WorkloadArguments life)
    {
        StormChecks.NothingRecordedRanAgain(JournalLog.Read(life.Incarnation, life.Journal), _recorded, _ended);
        Learn();
    }

    protected override void LookAtTheEnd()
    {
        Assert.That(Log!.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step), Is.Unique);
        Assert.That(Log.Events.Where(e => e.Kind == LogKind.Blocked), Is.Empty);
        var last = Log.Runs.GroupBy(run => run.FirstRunId).ToDictionary(chain => chain.Key, chain => chain.Last());
        Assert.That(Log.Runs, Has.Count.EqualTo(Runs * MixedWorkflow.Links));
        for (var n = 1; n <= Runs; n++)
        {
            var run = last[MixedSet.IdOf(n)];
            Assert.That(run.Status, Is.EqualTo(MixedWorkflow.Fails(n) ? RunStatus.Failed : RunStatus.Completed), run.FirstRunId);
            CheckEnd(n, [.. Log.Events.Where(e => e.RunId == run.RunId)]);
        }
    }

    protected override string Found() => $"{Losses} deaths with losses";

    /// <summary>Cuts the -wal, or writes garbage into it, from a random place on; then it holds the beginning of what it held.</summary>
    protected override void Harm()
    {
        var wal = Database + "-wal";
        if (!tears || !File.Exists(wal) || new FileInfo(wal).Length == 0)
            return;
        Tear(wal);
        // What is left of it is of the file beside it, and would be taken for this -wal's index.
        File.Delete(Database + "-shm");
        var before = Log!;
        Log = DatabaseLog.Read(Database);
        Learn();
        Losses += Log.Events.Count < before.Events.Count ? 1 : 0;
        foreach (var run in Log.Events.GroupBy(e => e.RunId))
            Assert.That(run.Select(Row), Is.EqualTo(before.Events.Where(e => e.RunId == run.Key).Take(run.Count()).Select(Row)), run.Key);
    }

    private static (long Position, long Sequence, LogKind Kind, string Body) Row(EventRow e) => (e.Position, e.Sequence, e.Kind, Encoding.UTF8.GetString(e.Body));

    private static void CheckEnd(int n, List<EventRow> events)
    {
        if (!MixedWorkflow.Fails(n))
        {
            Assert.That(events[^1].Result<Outcome>().Value, Is.EqualTo(MixedWorkflow.Expected(n)), MixedSet.IdOf(n));
            return;
        }

        var done = events.Where(e => e.IsToBeUndone).Select(e => e.Step.StepId + "/compensate").Reverse().ToArray();
        Assert.That(done, Has.Length.EqualTo(2));
        Assert.That(events.Where(e => e.Kind == LogKind.CompensationCompleted).Select(e => e.Step.StepId), Is.EqualTo(done), MixedSet.IdOf(n));
    }

    private void Learn()
    {
        _recorded.Clear();
        _ended.Clear();
        foreach (var outcome in Log!.Events.Where(e => e.IsAttemptOutcome))
        {
            _recorded.Add(outcome.Step);
            if (outcome.IsStepOutcome)
                _ended.Add((outcome.RunId, outcome.Step.StepId));
        }

        EffectStorm.RowsAreThoseOfResults(Log);
    }

    private void Tear(string wal)
    {
        using var file = new FileStream(wal, FileMode.Open, FileAccess.ReadWrite);
        var at = file.Length - Random.NextInt64(Math.Min(file.Length, 60_000));
        file.Position = at;
        if (Random.Next(2) == 0)
            file.SetLength(at);
        else
            file.Write(Garbage());
    }

    private byte[] Garbage()
    {
        var garbage = new byte[Random.Next(1, 20_000)];
        Random.NextBytes(garbage);
        return garbage;
    }
}
