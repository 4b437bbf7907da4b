using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Peers.HandRolled;

/// <summary>One thread writes whatever waits in one transaction. Naive: a statement that fails takes all others of its group along.</summary>
internal sealed class GroupCommit : IWriter
{
    private readonly BlockingCollection<Write> _waiting = [];
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;

    public GroupCommit(SqliteConnection connection)
    {
        _connection = connection;
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public Task WriteAsync(string sql, object row)
    {
        var write = new Write(sql, row, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Add(write);
        return write.Done.Task;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _connection.Dispose();
    }

    private void Run()
    {
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            List<Write> group = [first];
            while (_waiting.TryTake(out var next))
                group.Add(next);
            Commit(group);
        }
    }

    private void Commit(List<Write> group)
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var write in group)
                _connection.Execute(write.Sql, write.Row, transaction);
            transaction.Commit();
            group.ForEach(write => write.Done.SetResult());
        }
        catch (SqliteException e)
        {
            group.ForEach(write => write.Done.SetException(e));
        }
    }

    private sealed record Write(string Sql, object Row, TaskCompletionSource Done);
}
