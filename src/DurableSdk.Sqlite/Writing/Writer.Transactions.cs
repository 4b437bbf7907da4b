using System.Diagnostics;
using DurableSdk.Sqlite.Database;

namespace DurableSdk.Sqlite.Writing;

/// <summary>From a group to a transaction, and from a failed one to the operation at fault.</summary>
internal sealed partial class Writer
{
    /// <summary>Writes the group, and tells its operations what came of them.</summary>
    /// <param name="waits">Whether the lock of another process is waited for.</param>
    /// <returns>False where another process has the lock and it isn't waited for; then nothing was done.</returns>
    private bool RunGroup(bool waits)
    {
        if (Try(_group, waits) is not { } error || _abandoned)
            return true;
        if (!waits && SqliteErrors.IsBusy(error))
            return false;
        if (_group.Count == 1 || SqliteErrors.IsStoreWide(error))
            Fail(_group, error);
        else
            RunOneByOne(error);
        return true;
    }

    private void RunOneByOne(Exception error)
    {
        LogGroupSplit(_file.Name, _group.Count, error);
        var alone = new WriteOperation[1];
        foreach (var operation in _group)
        {
            alone[0] = operation;
            if (Try(alone, waits: true) is { } cause)
                Fail(alone, cause);
        }
    }

    /// <summary>One transaction: all of it and the answers, or nothing and the error.</summary>
    private Exception? Try(IReadOnlyList<WriteOperation> operations, bool waits)
    {
        WriteTransaction transaction;
        try
        {
            transaction = _transaction ?? Reopen();
            var flush = false;
            for (var i = 0; i < operations.Count && !flush; i++)
                flush = operations[i].NeedsFlush;
            transaction.Connection.Flush(flush && _options.Synchronous == SqliteSynchronous.Full);
            transaction.Begin(waits);
            for (var i = 0; i < operations.Count; i++)
                operations[i].Execute(transaction);
            if (operations is [{ IsToUndo: true } undone])
            {
                undone.RolledBack();
                transaction.Rollback();
            }
            else
            {
                Commit(transaction, operations.Count, flush);
            }
        }
        catch (Exception error)
        {
            Undo(operations);
            return error;
        }

        EpochSeen?.Invoke(transaction.Epoch);
        for (var i = 0; i < operations.Count; i++)
            operations[i].Committed();
        if (transaction.HasEvents)
            EventsCommitted?.Invoke();
        ShortenLog(transaction.Connection);
        return null;
    }

    private void ShortenLog(WriterConnection connection)
    {
        try
        {
            _log.Committed(connection);
        }
        catch (Exception error)
        {
            // Only tidiness: what is in the -wal is as safe as in the file.
            LogCheckpointFailed(_file.Name, error);
        }
    }

    private void Commit(WriteTransaction transaction, int operations, bool flush)
    {
        var begun = Stopwatch.GetTimestamp();
        transaction.Commit();
        if (flush)
            _pace.Committed(operations, Stopwatch.GetElapsedTime(begun));
    }

    private void Undo(IReadOnlyList<WriteOperation> operations)
    {
        // What came later has changed what came before it.
        for (var i = operations.Count - 1; i >= 0; i--)
            operations[i].RolledBack();
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception error)
        {
            // Whatever state the connection is in, the next group gets a new one.
            LogRollbackFailed(_file.Name, error);
            _connection?.Dispose();
            _connection = null;
            _transaction = null;
        }
    }

    private void Fail(IReadOnlyList<WriteOperation> operations, Exception error)
    {
        LogFailed(_file.Name, operations.Count, error);
        foreach (var operation in operations)
            operation.Failed(SqliteErrors.From(error, _file.Name));
    }

    private WriteTransaction Reopen()
    {
        var connection = new WriterConnection(_file, _options.BeforeStatement);
        try
        {
            connection.Configure();
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return Use(connection);
    }

    private WriteTransaction Use(WriterConnection connection)
    {
        _connection = connection;
        Changes?.Forget();
        return _transaction = new WriteTransaction(connection, _file.Schema);
    }
}
