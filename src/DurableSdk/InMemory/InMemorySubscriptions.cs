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
        _next?.TrySetResult();
        _next = null;
    }

    public void Purge(InMemoryRun run) => _events.RemoveAll(one => one.Run == run);

    public IReadOnlyList<PositionedEvent> Read(long afterPosition, int limit)
    {
        var first = _events.FindIndex(one => one.Position > afterPosition);
        return first < 0 ? [] : [.. _events.Skip(first).Take(limit).Select(one => new PositionedEvent(one.Position, one.Run.RunId, one.Run.Workflow, one.Stored))];
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

    public bool Move(string name, long position, bool force, DateTimeOffset now)
    {
        if (!_byName.TryGetValue(name, out var known))
            return false;
        if (force || known.Position < position)
            _byName[name] = new SubscriptionRecord(name, position, now);
        return true;
    }

    public bool Delete(string name) => _byName.Remove(name);

    public bool HasGot(InMemoryRun run) => _byName.Values.All(subscription => subscription.Position >= run.LastPosition);
}
