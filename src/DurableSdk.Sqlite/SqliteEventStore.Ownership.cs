using DurableSdk.Sqlite.Owning;
using DurableSdk.Sqlite.Writing;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite;

internal sealed partial class SqliteEventStore
{
    public async ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(owner);
        await _acquiring.WaitAsync(cancel);
        try
        {
            return await AcquireAsync(owner, takeOver, cancel);
        }
        finally
        {
            _acquiring.Release();
        }
    }

    /// <summary>An owner has given up or was given up.</summary>
    public void OwnerGone(SqliteRunOwner owner)
    {
        Interlocked.CompareExchange(ref _owner, null, owner);
        // Others end them from now on, and perhaps nobody looks for what they commit.
        Waiters.Doubt();
        Poller.NeedNoMore();
    }

    /// <summary>An owner ends, and the file can't be told.</summary>
    public void GiveUpFailed(DurableException error) => LogGiveUpFailed(_file.Name, error);

    private async Task<OwnershipResult> AcquireAsync(OwnerInfo info, bool takeOver, CancellationToken cancel)
    {
        var host = await Reader.ReadHostAsync(cancel);
        var generation = host.LockGeneration;
        var hostLock = HostLock.TryTake(_file.Path, generation);
        if (hostLock is null && takeOver)
            hostLock = HostLock.TryTake(_file.Path, ++generation);
        if (hostLock is null)
            return new OwnershipResult(null, host.ToOwner());
        try
        {
            var acquired = await Writer.RunAsync(new AcquireOwnership(info, host.LockGeneration, generation));
            if (acquired is null)
            {
                hostLock.Dispose();
                return new OwnershipResult(null, (await Reader.ReadHostAsync(cancel)).ToOwner());
            }

            return new OwnershipResult(Own(info, hostLock, host.LockGeneration, generation, acquired), null);
        }
        catch
        {
            hostLock.Dispose();
            throw;
        }
    }

    private SqliteRunOwner Own(OwnerInfo info, HostLock hostLock, long oldGeneration, long generation, Acquired acquired)
    {
        var owner = new SqliteRunOwner(this, hostLock, acquired.Epoch, acquired.LastInboxPosition);
        var previous = Interlocked.Exchange(ref _owner, owner);
        previous?.NoticeEpoch(acquired.Epoch);
        Poller.Need();
        if (generation != oldGeneration)
        {
            LogTakenOver(_file.Name, info.Host, info.ProcessId, acquired.Epoch);
            HostLock.Forget(_file.Path, oldGeneration);
        }
        else
        {
            LogAcquired(_file.Name, info.Host, info.ProcessId, acquired.Epoch);
        }

        return owner;
    }
}
