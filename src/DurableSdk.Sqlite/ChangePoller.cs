using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Writing;

namespace DurableSdk.Sqlite;

/// <summary>
/// Notices commits of other processes by <c>PRAGMA data_version</c> on the writer's connection, which our own commits don't change. The writer's thread looks whenever that is due,
/// and only while somebody needs it: a timer would wake two threads more each time, and that is most of what an idle host costs.
/// </summary>
/// <param name="writer">Whose thread and connection look.</param>
/// <param name="time">The clock that says when it is due.</param>
/// <param name="interval">How often.</param>
/// <param name="schema">Told of a newer schema, at each look.</param>
/// <param name="changed">Called on the writer's thread with the file's epoch.</param>
internal sealed class ChangePoller(Writer writer, TimeProvider time, TimeSpan interval, SchemaGuard schema, Action<long> changed)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);

    private int _users;
    private long _lookedAt = time.GetTimestamp();
    private long _dataVersion = -1;
    private volatile bool _ended;

    /// <summary>Zero when a look is due, infinite while nobody needs one. Some milliseconds at least, for the clock may stand still while the wait doesn't.</summary>
    public TimeSpan UntilNext
    {
        get
        {
            if (_ended || Volatile.Read(ref _users) == 0)
                return Timeout.InfiniteTimeSpan;
            var left = interval - time.GetElapsedTime(Volatile.Read(ref _lookedAt));
            return left <= TimeSpan.Zero ? TimeSpan.Zero : left < ShortestWait ? ShortestWait : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        }
    }

    public void Need()
    {
        if (Interlocked.Increment(ref _users) > 1)
            return;
        Volatile.Write(ref _lookedAt, time.GetTimestamp());
        writer.Wake();
    }

    public void NeedNoMore() => Interlocked.Decrement(ref _users);

    /// <summary>The store is closed: nobody is to be told any more.</summary>
    public void End() => _ended = true;

    /// <summary>The connection is another one, which counts commits from a beginning of its own. On the writer's thread, or in its turn.</summary>
    public void Forget() => _dataVersion = -1;

    /// <summary>Whether a look is due; then it counts as taken, also where it fails.</summary>
    public bool TakeTurn()
    {
        if (UntilNext != TimeSpan.Zero)
            return false;
        Volatile.Write(ref _lookedAt, time.GetTimestamp());
        return true;
    }

    public void Look(WriterConnection connection)
    {
        var version = connection.Sql.DataVersion.Scalar() ?? 0;
        if (version == _dataVersion || !schema.Knows(connection.Sql.SchemaVersion.Scalar() ?? 0))
            return;
        var host = connection.Sql.ReadHost;
        if (!host.Step())
            return;
        var epoch = host.Int64(0);
        host.Reset();
        _dataVersion = version;
        changed(epoch);
    }
}
