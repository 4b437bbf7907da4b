using System.Diagnostics.CodeAnalysis;
using DurableSdk.Replay;

namespace DurableSdk.Worker;

/// <summary>What a run waits for by the clock: sleeps, time limits, and the pauses before retries. The next one is known without a search, however many there are.</summary>
internal sealed class WaitTable
{
    private static readonly Comparer<(DateTimeOffset DueAt, string Id)> ByTime = Comparer<(DateTimeOffset DueAt, string Id)>.Create(static (left, right) =>
        left.DueAt.CompareTo(right.DueAt) is var byTime and not 0 ? byTime : string.CompareOrdinal(left.Id, right.Id));

    // Made for the first wait: most runs are in memory for steps alone.
    private Dictionary<string, Wait>? _byId;
    private SortedSet<(DateTimeOffset DueAt, string Id)>? _byTime;

    public bool IsEmpty => _byId is not { Count: > 0 };

    /// <summary>When the first of them is due; null where there is none.</summary>
    public DateTimeOffset? Next => IsEmpty ? null : _byTime!.Min.DueAt;

    public bool Contains(string id) => _byId?.ContainsKey(id) == true;

    public void Add(string id, Wait wait)
    {
        (_byId ??= new(StringComparer.Ordinal)).Add(id, wait);
        (_byTime ??= new(ByTime)).Add((wait.DueAt, id));
    }

    public bool Remove(string id, [NotNullWhen(true)] out Wait? wait)
    {
        wait = null;
        if (_byId?.Remove(id, out wait) != true)
            return false;
        _byTime!.Remove((wait!.DueAt, id));
        return true;
    }

    public void CancelAll()
    {
        foreach (var wait in _byId?.Values.AsEnumerable() ?? [])
            wait.Timer.Cancel();
    }
}

/// <summary>A sleep, the wait before a retry, or the time of a hook.</summary>
internal sealed record Wait(DateTimeOffset DueAt, TimerEntry Timer, ExecuteStep? Retry)
{
    /// <summary>The hook that expires then; null for anything else.</summary>
    public string? HookId { get; init; }
}
