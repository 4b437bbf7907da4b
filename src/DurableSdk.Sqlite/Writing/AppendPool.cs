using DurableSdk.Sqlite.Owning;

namespace DurableSdk.Sqlite.Writing;

/// <summary>Appends that are used again and again: each step makes one, and it would be the largest part of what a step leaves to be collected. Thread-safe.</summary>
internal sealed class AppendPool(SqliteRunOwner owner, FinishWaiters waiters, WorkSignal work)
{
    private const int KeptMax = 1024;

    private readonly Stack<AppendEvents> _free = new();

    public AppendEvents Take()
    {
        lock (_free)
        {
            if (_free.TryPop(out var free))
                return free;
        }

        return new AppendEvents(owner, waiters, work, this);
    }

    public void Return(AppendEvents append)
    {
        lock (_free)
        {
            if (_free.Count < KeptMax)
                _free.Push(append);
        }
    }
}
