using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Writing;

namespace DurableSdk.Sqlite;

/// <summary>
/// Notices commits of other processes by <c>PRAGMA data_version</c> on the writer's connection, which our own commits don't change.
/// Its timer runs only while somebody needs it.
/// </summary>
internal sealed class ChangePoller : IDisposable
{
    private readonly Writer _writer;
    private readonly TimeSpan _interval;
    private readonly Action<long> _changed;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private int _users;
    private long _dataVersion = -1;

    /// <param name="writer">Whose connection looks.</param>
    /// <param name="time">The clock of the timer.</param>
    /// <param name="interval">How often.</param>
    /// <param name="changed">Called on the writer's thread with the file's epoch.</param>
    public ChangePoller(Writer writer, TimeProvider time, TimeSpan interval, Action<long> changed)
    {
        _writer = writer;
        _interval = interval;
        _changed = changed;
        _timer = time.CreateTimer(_ => _writer.Poll(Look), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Need()
    {
        lock (_gate)
        {
            if (_users++ == 0)
                _timer.Change(_interval, _interval);
        }
    }

    public void NeedNoMore()
    {
        lock (_gate)
        {
            if (--_users == 0)
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look(WriterConnection connection)
    {
        var version = connection.Sql.DataVersion.Scalar() ?? 0;
        if (version == _dataVersion)
            return;
        var host = connection.Sql.ReadHost;
        if (!host.Step())
            return;
        var epoch = host.Int64(0);
        host.Reset();
        _dataVersion = version;
        _changed(epoch);
    }
}
