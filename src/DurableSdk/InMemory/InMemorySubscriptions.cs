using DurableSdk.Hosting;

namespace DurableSdk.Storage;

/// <summary>The events of all runs in the order of their commits, and how far each subscriber has come. Used under the database's lock.</summary>
internal sealed class InMemorySubscriptions(Execution execution)
{
    private readonly SortedDictionary<string, SubscriptionRecord> _byName = new(StringComparer.Ordinal);
    private readonly List<(long Position, InMemoryRun Run, StoredEvent Stored)> _events = [];
    private TaskCompletionSource? _next;

    public long LastPosition { get; private set; }

    public IReadOnlyCollection<SubscriptionRecord> All => _byName.Values;

    public void Append(InMemoryRun run, StoredEvent stored)
    {
        run.LastPosition = ++LastPosition;
        _events.Add((LastPosition, run, stored));
        Wake();
    }

    public void Purge(InMemoryRun run) => _events.RemoveAll(one => one.Run == run);

    public IReadOnlyList<PositionedEvent> Read(long afterPosition, int limit)
    {
        var first = FirstAfter(afterPosition);
        var page = _events.GetRange(first, Math.Min(limit, _events.Count - first));
        return page.ConvertAll(one => new PositionedEvent(one.Position, one.Run.RunId, one.Run.Workflow, one.Stored));
    }

    /// <summary>Positions grow along the list, with gaps where runs were purged.</summary>
    private int FirstAfter(long position)
    {
        var (low, high) = (0, _events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_events[middle].Position > position)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    public Task WaitBeyond(long position)
    {
        if (LastPosition > position)
            return Task.CompletedTask;
        _next ??= execution.NewSignal();
        return _next.Task;
    }

    public SubscriptionRecord Open(string name, long position, DateTimeOffset now)
    {
        if (!_byName.TryGetValue(name, out var known))
            _byName[name] = known = new SubscriptionRecord(name, position, now);
        return known;
    }

    public long? Move(string name, long position, long? from, DateTimeOffset now)
    {
        if (!_byName.TryGetValue(name, out var known))
            return null;
        if (from is { } left && (known.Position < left || known.Position >= position))
            return known.Position;
        _byName[name] = new SubscriptionRecord(name, position, now);
        if (from is null)
            Wake();
        return position;
    }

    public bool Delete(string name) => _byName.Remove(name);

    private void Wake()
    {
        _next?.TrySetResult();
        _next = null;
    }

    public bool HasGot(InMemoryRun run) => _byName.Values.All(subscription => subscription.Position >= run.LastPosition);
}
