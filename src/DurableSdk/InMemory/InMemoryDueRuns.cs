namespace DurableSdk.Storage;

/// <summary>The unclaimed runs of one workflow that want attention, at once or at a time.</summary>
internal sealed class InMemoryDueRuns
{
    private readonly SortedSet<InMemoryRun> _atOnce = new(Comparer<InMemoryRun>.Create(static (left, right) => left.Number.CompareTo(right.Number)));
    private readonly SortedSet<InMemoryRun> _timed = new(Comparer<InMemoryRun>.Create(static (left, right) => Compare(left, right)));

    public void Add(InMemoryRun run)
    {
        if (run.WakeAt == InMemoryRun.AtOnce)
            _atOnce.Add(run);
        else if (run.WakeAt is not null)
            _timed.Add(run);
    }

    /// <summary>Before anything of it changes.</summary>
    public void Remove(InMemoryRun run) => _ = _atOnce.Remove(run) || _timed.Remove(run);

    /// <summary>Due runs, at most so many at once and so many by time.</summary>
    public IEnumerable<InMemoryRun> Take(DateTimeOffset now, int limit) =>
        _atOnce.Take(limit).Concat(_timed.TakeWhile(run => run.WakeAt <= now).Take(limit));

    /// <summary>The earliest time after now.</summary>
    public DateTimeOffset? NextWakeAt(DateTimeOffset now) => _timed.SkipWhile(run => run.WakeAt <= now).FirstOrDefault()?.WakeAt;

    private static int Compare(InMemoryRun left, InMemoryRun right)
    {
        var byTime = Nullable.Compare(left.WakeAt, right.WakeAt);
        return byTime != 0 ? byTime : left.Number.CompareTo(right.Number);
    }
}
