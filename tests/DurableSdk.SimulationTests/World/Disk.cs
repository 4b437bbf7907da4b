namespace DurableSdk.SimulationTests.World;

/// <summary>
/// What of the database is on disk for good. Events, messages and runs are flushed before anybody hears of them; claims, rests and releases are not, and a power cut takes back
/// those that no flush came after.
/// </summary>
internal sealed class Disk(InMemoryDatabase database, Reached reached)
{
    private readonly List<State> _unflushed = [];

    public void Flush() => _unflushed.Clear();

    /// <summary>Something unflushed is written until the result is disposed.</summary>
    public IDisposable Write(string? runId = null) =>
        new Writing(this, [.. database.Created.Where(run => runId is null || run.RunId == runId).Select(State.Of)]);

    public void CutPower()
    {
        for (var i = _unflushed.Count - 1; i >= 0; i--)
            _unflushed[i].Restore(database);
        if (_unflushed.Count > 0)
            reached.Note("unflushed lost");
        _unflushed.Clear();
    }

    private sealed class Writing(Disk disk, State[] before) : IDisposable
    {
        public void Dispose() => disk._unflushed.AddRange(before.Where(state => state.HasChanged));
    }

    private sealed record State(InMemoryRun Run, InMemoryHand Hand, RunStatus Status, DateTimeOffset? WakeAt, bool ReportsInbox)
    {
        public bool HasChanged => this != Of(Run);

        public static State Of(InMemoryRun run) => new(run, run.Hand, run.Status, run.WakeAt, run.ReportsInbox);

        public void Restore(InMemoryDatabase database) => database.Reschedule(Run, run =>
        {
            run.Hand = Hand;
            run.Status = Status;
            run.WakeAt = WakeAt;
            run.ReportsInbox = ReportsInbox;
        });
    }
}
