using DurableSdk.Sqlite.Database;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// The one connection that writes, and its thread. Whatever waits is one transaction (group commit); nobody is told before it is on disk. Where an
/// operation fails, the group is undone and each of its operations runs in a transaction of its own, so that it fails alone.
/// </summary>
internal sealed partial class Writer : IAsyncDisposable
{
    private readonly DatabaseFile _file;
    private readonly SqliteStoreOptions _options;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly Lock _turn = new();
    private readonly GroupPace _pace = new();
    private readonly WriteAheadLog _log;
    private readonly SemaphoreSlim _work = new(0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WriteOperation> _group = [];
    private readonly Queue<WriteOperation> _alone = new();
    private Queue<WriteOperation> _queue = new();
    private Queue<WriteOperation> _taken = new();
    private Action<WriterConnection>? _poll;
    private WriterConnection? _connection;
    private WriteTransaction? _transaction;
    private volatile int _queued;
    private bool _signaled;
    private volatile bool _closed;
    private bool _aloneIsNext;
    private volatile bool _abandoned;

    public Writer(DatabaseFile file, SqliteStoreOptions options, WriterConnection connection, ILogger logger)
    {
        _file = file;
        _options = options;
        _logger = logger;
        _log = new WriteAheadLog(file, options.WriteAheadLogBytesMax);
        Use(connection);
        _thread = new Thread(Loop) { IsBackground = true, Name = $"DurableSdk writer of {file.Name}" };
        _thread.Start();
    }

    /// <summary>Called on the writer's thread with the epoch in the file, in every transaction.</summary>
    public Action<long>? EpochSeen { get; set; }

    /// <summary>Called on the writer's thread when a transaction with events is on disk.</summary>
    public Action? EventsCommitted { get; set; }

    /// <summary>Looks for commits of others between two transactions, whenever that is due.</summary>
    public ChangePoller? Changes { get; set; }

    public ValueTask<TResult> RunAsync<TResult>(WriteOperation<TResult> operation)
    {
        ThrowIfInsideLoan();
        if (!operation.MayRunHere || !TryRunHere(operation))
            Enqueue(operation);
        return operation.Completion;
    }

    /// <summary>For tests: does something with the writer's connection between two transactions; a second request meanwhile is the same one.</summary>
    public void Poll(Action<WriterConnection> look)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _poll = look;
            Signal();
        }
    }

    /// <summary>Lets the writer see anew when the next look is due.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (!_closed)
                Signal();
        }
    }

    /// <summary>Writes what waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Signal();
        }

        await _ended.Task;
        _abandoning.Dispose();
        _work.Dispose();
    }

    /// <summary>For tests: ends as if the process had been killed. Nothing that waits is written or answered.</summary>
    public ValueTask AbandonAsync()
    {
        _abandoned = true;
        _abandoning.Cancel();
        return DisposeAsync();
    }

    private void Enqueue(WriteOperation operation)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _queue.Enqueue(operation);
            _queued++;
            Signal();
        }
    }

    private void Signal()
    {
        if (_signaled)
            return;
        _signaled = true;
        _work.Release();
    }

    private void Loop()
    {
        try
        {
            while (TakeWork(out var poll, out var closed))
            {
                if (poll is not null)
                    Look(poll);
                while (!_abandoned && TryRunGroup())
                    LookWhereDue();

                if (closed)
                    break;
            }

            if (!_abandoned)
                Checkpoint();
        }
        finally
        {
            End();
            _ended.TrySetResult();
        }
    }

    private void End()
    {
        lock (_turn)
            _connection?.Dispose();
    }

    /// <summary>Waits for something to do, a look that is due included, and takes all of it.</summary>
    private bool TakeWork(out Action<WriterConnection>? poll, out bool closed)
    {
        _work.Wait(Changes?.UntilNext ?? Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            _signaled = false;
            poll = _poll ?? (Changes is { } changes && changes.TakeTurn() ? changes.Look : null);
            _poll = null;
            closed = _closed;
            return !_abandoned;
        }
    }

    /// <summary>Between two groups too, for there may always be a next one.</summary>
    private void LookWhereDue()
    {
        if (Changes is { } changes && changes.TakeTurn())
            Look(changes.Look);
    }

    private void Look(Action<WriterConnection> poll)
    {
        lock (_turn)
        {
            LookInTurn(poll);
        }
    }

    private void LookInTurn(Action<WriterConnection> poll)
    {
        try
        {
            poll((_transaction ?? Reopen()).Connection);
        }
        catch (Exception error)
        {
            LogPollFailed(_file.Name, error);
        }
    }

    private void Checkpoint()
    {
        try
        {
            _connection?.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (Exception error)
        {
            // Only tidiness: what is in the -wal is as safe as in the file.
            LogCheckpointFailed(_file.Name, error);
        }
    }
}
