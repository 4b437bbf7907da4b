using DurableSdk.Sqlite.Database;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// Keeps the write-ahead log short where somebody always reads. SQLite moves it into the file as it grows, but begins it anew only in a moment in which nobody reads of it; where reads overlap without end
/// there is none, and it would grow until the disk is full. So once it is too long, no transaction of this process begins until those that run have ended.
/// </summary>
/// <param name="file">The file beside which it lies.</param>
/// <param name="bytesMax">How long it may be.</param>
internal sealed class WriteAheadLog(DatabaseFile file, long bytesMax)
{
    /// <summary>A look is a call of the system: too much for each commit of a run that is alone.</summary>
    private const int CommitsApart = 16;

    /// <summary>Who reads longer than this isn't waited for: others wait to begin meanwhile.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly FileInfo _log = new(file.Path + "-wal");
    private long _leftAt;
    private int _commits;

    /// <summary>After a commit, in the writer's turn: begins it anew where it has become too long.</summary>
    public void Committed(WriterConnection connection)
    {
        if (++_commits % CommitsApart != 0)
            return;
        _log.Refresh();
        var bytes = _log.Exists ? _log.Length : 0;
        if (bytes <= bytesMax)
            _leftAt = 0;
        if (bytes > _leftAt + bytesMax)
            // Where it can't be done, such as beside the long query of another process, not again before it has grown by as much.
            _leftAt = TryBeginAnew(connection) ? 0 : bytes;
    }

    private bool TryBeginAnew(WriterConnection connection) => file.Begins.TryAlone(() => connection.Query("PRAGMA wal_checkpoint(TRUNCATE)") == 0, LongestWait);
}
