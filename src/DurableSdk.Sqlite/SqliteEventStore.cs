using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Sqlite.Reading;
using DurableSdk.Sqlite.Writing;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSdk.Sqlite;

/// <summary>The store in one SQLite file: one writer, several readers, one executing host per file.</summary>
internal sealed partial class SqliteEventStore : IEventStore
{
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DatabaseFile _file;
    private readonly ReaderPool _readers;
    private readonly SemaphoreSlim _acquiring = new(1);
    private readonly StartPace _starts = new();
    private Writer? _writer;
    private ChangePoller? _poller;
    private SqliteRunOwner? _owner;
    private int _disposed;
    private int _looks;

    /// <exception cref="DurableException">DS3010: an option is wrong.</exception>
    public SqliteEventStore(SqliteStoreOptions options, TimeProvider time, ILoggerFactory? loggers)
    {
        SqliteStoreOptionsRules.Check(options);
        SQLitePCL.Batteries_V2.Init();
        _options = options;
        _time = time;
        _logger = new GuardedLoggerFactory(loggers ?? NullLoggerFactory.Instance).CreateLogger("DurableSdk.Sqlite");
        _file = new DatabaseFile(options);
        _file.Schema.Outdated = GiveWay;
        _readers = new ReaderPool(_file, options.ReaderConnections);
        Reader = new RunReader(_readers);
    }

    public string Description => $"SQLite {_file.Name}";

    public string Name => _file.Name;

    public SqliteStoreOptions Options => _options;

    public TimeProvider Time => _time;

    public WorkSignal Work { get; } = new();

    public FinishWaiters Waiters { get; } = new();

    public RunReader Reader { get; }

    public Writer Writer => _writer ?? throw new InvalidOperationException($"{Description} isn't open: call OpenAsync first.");

    private ChangePoller Poller => _poller ?? throw new InvalidOperationException($"{Description} isn't open: call OpenAsync first.");

    public async ValueTask OpenAsync(CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        if (_writer is not null)
            throw new InvalidOperationException($"{Description} is open already.");
        // Waiting for a lock blocks the thread.
        var connection = await Task.Run(Connect, cancel);
        if (Volatile.Read(ref _disposed) != 0)
        {
            // Who waited for it gave up, and has closed the store: nobody would close what is opened now.
            connection.Dispose();
            throw new ObjectDisposedException(Description);
        }

        _writer = new Writer(_file, _options, connection, _logger)
        {
            EpochSeen = epoch => Volatile.Read(ref _owner)?.NoticeEpoch(epoch),
            EventsCommitted = _events.Raise,
        };
        _writer.Changes = _poller = new ChangePoller(_writer, _time, _options.PollInterval, _file.Schema, OthersCommitted);
        LogOpened(_file.Path, Migrator.Newest, _options.Synchronous);
    }

    public ValueTask<CreateRunResult> CreateRunAsync(NewRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.ThrowIfMalformed();
        return RunAsync(new CreateRun(run, Volatile.Read(ref _owner), _starts, Waiters, Work) { Cancel = cancel });
    }

    public async ValueTask<SendResult> SendAsync(string runId, InboxMessage message, CancellationToken cancel) =>
        await RunAsync(new SendMessage(runId, message, Work) { Cancel = cancel });

    public ValueTask<HookRecord?> FindHookAsync(string tokenHash, CancellationToken cancel) => Reader.FindHookAsync(tokenHash, cancel);

    public async ValueTask<HookResult> ResumeHookAsync(string tokenHash, InboxMessage delivery, CancellationToken cancel) =>
        await RunAsync(new ResumeHook(tokenHash, delivery, Work) { Cancel = cancel });

    public async ValueTask<TerminateResult> TerminateAsync(string runId, Func<long, StoredEvent?> end, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(messages);
        return await RunAsync(new TerminateRun(runId, end, messages, Waiters, Work) { Cancel = cancel });
    }

    public async ValueTask<PurgeSlice> PurgeAsync(PurgeRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1, nameof(request));
        return await RunAsync(new PurgeRuns(request) { Cancel = cancel });
    }

    public ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel) => Reader.GetRunAsync(runId, cancel);

    public ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel) => Reader.GetLastOfChainAsync(runId, cancel);

    public ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ThrowIfMalformed();
        return Reader.ListRunsAsync(query, cancel);
    }

    public ValueTask<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel) => Reader.CountRunsAsync(cancel);

    public ValueTask<IReadOnlyList<RunCount>> CountUnknownAsync(IReadOnlyCollection<WorkflowKey> known, CancellationToken cancel) => Reader.CountUnknownAsync(known, cancel);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel) =>
        Reader.ReadEventsAsync(runId, afterSequence, limit, cancel);

    public ValueTask<StoredEvent?> ReadLastEventAsync(string runId, CancellationToken cancel) => Reader.ReadLastEventAsync(runId, cancel);

    public ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel) => Reader.GetLastSequenceAsync(runId, cancel);

    public async ValueTask<FinishedRun> WaitForFinishAsync(string runId, CancellationToken cancel)
    {
        // First the wait, then the look: a commit between the two is seen by one of them.
        var finished = Waiters.Enter(runId, out var workflow);
        try
        {
            while (true)
            {
                if (workflow is null)
                {
                    var found = await FindRunAsync(runId, cancel);
                    if (found.Status.IsFinished())
                        return new(runId, found.Workflow, found.Status, null);
                    workflow = found.Workflow;
                }

                if (await WaitAsync(finished, cancel) is { } end)
                    return new(runId, workflow, end.Status, end.Last);
                (finished, workflow) = (Waiters.Again(runId), null);
            }
        }
        finally
        {
            Waiters.Leave(runId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (_owner is { } owner)
            await owner.DisposeAsync();
        _poller?.End();
        Waiters.Close();
        _events.Raise();
        _readers.Dispose();
        if (_writer is not null)
            await _writer.DisposeAsync();
    }

    /// <summary>For tests: leaves everything as a killed process would.</summary>
    public async Task AbandonAsync()
    {
        Interlocked.Exchange(ref _disposed, 1);
        _poller?.End();
        _owner?.Abandon();
        _readers.Dispose();
        if (_writer is not null)
            await _writer.AbandonAsync();
    }

    /// <summary>Whoever gives up waits no longer, also where the writer is busy, or waits itself for the file; what it has taken by then is done all the same.</summary>
    private ValueTask<TResult> RunAsync<TResult>(WriteOperation<TResult> operation)
    {
        var answer = Writer.RunAsync(operation);
        return operation.Cancel.CanBeCanceled && !answer.IsCompleted ? new(WaitAsync(answer.AsTask(), operation.Cancel)) : answer;
    }

    private static Task<TResult> WaitAsync<TResult>(Task<TResult> answer, CancellationToken cancel)
    {
        // How it fails when nobody waits any more, nobody hears.
        _ = answer.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return answer.WaitAsync(cancel);
    }

    private async ValueTask<RunRecord> FindRunAsync(string runId, CancellationToken cancel) =>
        await Reader.GetRunAsync(runId, cancel) ?? throw SqliteErrors.RunNotFound(_file.Name, runId);

    private async Task<RunEnd?> WaitAsync(Task<RunEnd?> finished, CancellationToken cancel)
    {
        Poller.Need();
        try
        {
            return await finished.WaitAsync(cancel);
        }
        finally
        {
            Poller.NeedNoMore();
        }
    }

    private WriterConnection Connect()
    {
        WriterConnection? connection = null;
        try
        {
            _file.Recognize();
            connection = new WriterConnection(_file, _options.BeforeStatement);
            if (connection.IsReadOnly)
                throw SqliteErrors.ReadOnly(_file.Name, null);
            connection.WaitForLocks(_options.BusyTimeout);
            Migrator.Migrate(connection, _file.Schema);
            connection.Configure();
            connection.WaitForLocks(TimeSpan.Zero);
            return connection;
        }
        catch (Exception error)
        {
            connection?.Dispose();
            if (SqliteErrors.From(error, _file.Name) is DurableException known)
                throw known;
            throw;
        }
    }

    /// <summary>On the writer's thread: another process has committed something.</summary>
    private void OthersCommitted(long epoch)
    {
        Volatile.Read(ref _owner)?.NoticeEpoch(epoch);
        Waiters.Doubt();
        Work.Raise();
        _events.Raise();
        if (Waiters.Any)
            LookForFinished();
    }

    /// <summary>On any thread: a newer program has migrated the file. Whoever waits looks, and hears of it.</summary>
    private void GiveWay()
    {
        Volatile.Read(ref _owner)?.GiveWay();
        Waiters.TellAll();
        Work.Raise();
        _events.Raise();
    }

    /// <summary>One at a time looks, for all that have asked by then.</summary>
    private void LookForFinished()
    {
        if (Interlocked.Increment(ref _looks) == 1)
            _ = Task.Run(LookForFinishedAsync);
    }

    /// <summary>Until it succeeds: what it looks for may be the last commit for a long time.</summary>
    private async Task LookForFinishedAsync()
    {
        while (Volatile.Read(ref _disposed) == 0)
        {
            var looks = Volatile.Read(ref _looks);
            try
            {
                foreach (var runIds in Waiters.RunIds.Chunk(500))
                {
                    foreach (var runId in await Reader.FindFinishedAsync(runIds, CancellationToken.None))
                        Waiters.Finished(runId, null);
                }

                if (Interlocked.CompareExchange(ref _looks, 0, looks) == looks)
                    return;
                continue;
            }
            catch (Exception error) when (SqliteErrors.IsNewerSchema(error))
            {
                // Whoever waits is told so.
                Volatile.Write(ref _looks, 0);
                return;
            }
            catch (Exception error)
            {
                LogLookFailed(_file.Name, error);
            }

            await Task.Delay(LookPause, _time);
        }
    }
}
