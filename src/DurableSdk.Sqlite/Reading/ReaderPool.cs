using System.Collections.Concurrent;
using DurableSdk.Sqlite.Database;

namespace DurableSdk.Sqlite.Reading;

/// <summary>Connections that only read. In write-ahead logging they neither wait for the writer nor hold it up.</summary>
internal sealed class ReaderPool(DatabaseFile file, int connectionsMax) : IDisposable
{
    private readonly SemaphoreSlim _free = new(connectionsMax);
    private readonly ConcurrentBag<ReaderConnection> _idle = [];
    private volatile bool _disposed;

    /// <summary>Runs a query on a connection of its own, in a transaction; SQLite's errors arrive as ours.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<ReaderConnection, T> query, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _free.WaitAsync(cancel);
        ReaderConnection? connection = null;
        try
        {
            connection = _idle.TryTake(out var idle) ? idle : new ReaderConnection(file);
            var result = connection.Read(query);
            Return(connection);
            return result;
        }
        catch (Exception error)
        {
            // After an error a fresh connection is worth more than a kept one.
            connection?.Dispose();
            if (SqliteErrors.From(error, file.Name) is DurableException known)
                throw known;
            throw;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private void Return(ReaderConnection connection)
    {
        _idle.Add(connection);
        if (_disposed && _idle.TryTake(out var late))
            late.Dispose();
    }
}
