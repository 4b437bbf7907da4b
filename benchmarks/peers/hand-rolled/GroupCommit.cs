using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks.HandRolled;

/// <summary>The next idea: one loop writes whatever waits in one transaction.</summary>
internal sealed class GroupCommit : IWriter
{
    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>();
    private readonly SqliteConnection _connection;
    private readonly Task _loop;

    public GroupCommit(SqliteConnection connection)
    {
        _connection = connection;
        _loop = Task.Run(RunAsync);
    }

    public Task WriteAsync(string sql, object arguments)
    {
        var write = new Write(sql, arguments, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _writes.Writer.TryWrite(write);
        return write.Done.Task;
    }

    public void Dispose()
    {
        _writes.Writer.Complete();
        _loop.GetAwaiter().GetResult();
        _connection.Dispose();
    }

    private async Task RunAsync()
    {
        var group = new List<Write>();
        while (await _writes.Reader.WaitToReadAsync())
        {
            using (var transaction = _connection.BeginTransaction())
            {
                while (_writes.Reader.TryRead(out var write))
                {
                    _connection.Execute(write.Sql, write.Arguments, transaction);
                    group.Add(write);
                }

                transaction.Commit();
            }

            group.ForEach(write => write.Done.SetResult());
            group.Clear();
        }
    }

    private sealed record Write(string Sql, object Arguments, TaskCompletionSource Done);
}
