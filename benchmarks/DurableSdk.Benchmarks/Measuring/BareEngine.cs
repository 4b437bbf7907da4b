using System.Threading.Channels;

namespace DurableSdk.Benchmarks;

/// <summary>What no engine with durable steps does without: workflows that go on once a row is on disk, and a thread that writes whatever waits in one transaction. Nothing is replayed, checked, looked up or cancelled.</summary>
internal sealed class BareEngine : IDisposable
{
    private readonly Channel<Write> _waiting = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly DriverDatabase _database;
    private readonly DriverRuns _runs;
    private readonly Thread _thread;
    private long _started;

    /// <param name="file">Where.</param>
    public BareEngine(string file)
    {
        _database = new DriverDatabase(file, DriverRuns.Schema);
        _runs = new DriverRuns(_database);
        _thread = new Thread(WriteAll) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The same rows as the engine's: the run's, its first event's, one for each step, and its last event's.</summary>
    public async Task RunAsync(WorkflowBodies bodies, int steps)
    {
        var run = Interlocked.Increment(ref _started);
        await WriteAsync(run, 1, bodies.Started);
        for (var step = 0; step < steps; step++)
            await WriteAsync(run, step + 2, bodies.Completed);
        await WriteAsync(run, steps + 2, bodies.Ended);
    }

    public void Dispose()
    {
        _waiting.Writer.Complete();
        _thread.Join();
        _runs.Dispose();
        _database.Dispose();
    }

    private Task WriteAsync(long run, long sequence, byte[] body)
    {
        var write = new Write(run, sequence, body);
        _waiting.Writer.TryWrite(write);
        return write.Task;
    }

    private void WriteAll()
    {
        List<Write> group = [];
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_waiting.Reader.TryRead(out var write))
                group.Add(write);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Write> group)
    {
        _database.Begin();
        foreach (var write in group)
        {
            if (write.Sequence == 1)
                _runs.Insert(write.Run);
            _database.Insert(write.Run, write.Sequence, write.Body);
        }

        _database.Commit();
        group.ForEach(write => write.SetResult());
    }

    private sealed class Write(long run, long sequence, byte[] body) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Run => run;

        public long Sequence => sequence;

        public byte[] Body => body;
    }
}
