using DurableSdk.Sqlite.Writing;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Owning;

/// <summary>The right to execute, as long as its epoch is the file's. All state of claims belongs to who has the writer's turn.</summary>
internal sealed partial class SqliteRunOwner : IRunOwner
{
    private readonly SqliteEventStore _store;
    private readonly HostLock _lock;
    private readonly CancellationTokenSource _lost = new();
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AppendPool _appends;
    private volatile IRunIntake? _intake;
    private long _workSeen = -1;
    private int _disposed;
    private int _gaveWay;

    public SqliteRunOwner(SqliteEventStore store, HostLock hostLock, long epoch, long inboxRead)
    {
        _store = store;
        _lock = hostLock;
        Epoch = epoch;
        InboxRead = inboxRead;
        Lost = _lost.Token;
        _appends = new AppendPool(this, store.Waiters, store.Work);
    }

    public long Epoch { get; }

    public CancellationToken Lost { get; }

    public ClaimTable Claims { get; } = new();

    /// <summary>Takes runs that this process creates; null where they are claimed like others, and once the ownership is given up.</summary>
    public IRunIntake? Intake => Volatile.Read(ref _disposed) == 0 ? _intake : null;

    /// <summary>Up to which position new messages were looked for.</summary>
    public long InboxRead { get; set; }

    /// <summary>Up to which termination the claims were looked through; what they say of a run is exact only then.</summary>
    public long TerminationsSeen { get; set; } = -1;

    /// <summary>Up to which termination the owner was told.</summary>
    public long TerminationsReported { get; set; } = -1;

    public void TakeNewRuns(IRunIntake intake) => _intake = intake;

    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Limit);
        ThrowIfDisposed();
        Volatile.Write(ref _workSeen, _store.Work.Version);
        return await _store.Writer.RunAsync(new ClaimRuns(this, request) { Cancel = cancel });
    }

    public async ValueTask WaitForWorkAsync(CancellationToken cancel)
    {
        ThrowIfDisposed();
        Lost.ThrowIfCancellationRequested();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, Lost);
        await _store.Work.WaitBeyondAsync(Volatile.Read(ref _workSeen), either.Token);
    }

    public ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel)
    {
        ThrowIfDisposed();
        return _store.Reader.ReadInboxAsync(runId, cancel);
    }

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(append);
        append.ThrowIfMalformed();
        ThrowIfDisposed();
        return _store.Writer.RunAsync(_appends.Take().Of(append, cancel));
    }

    public async ValueTask CloseHookAsync(string runId, string hookId, CancellationToken cancel)
    {
        ThrowIfDisposed();
        await _store.Writer.RunAsync(new CloseHook(this, runId, hookId) { Cancel = cancel });
    }

    public async ValueTask RestAsync(string runId, DateTimeOffset? wakeAt, CancellationToken cancel)
    {
        ThrowIfDisposed();
        await _store.Writer.RunAsync(new RestRun(this, runId, wakeAt) { Cancel = cancel });
    }

    public async ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft, CancellationToken cancel)
    {
        ThrowIfDisposed();
        await _store.Writer.RunAsync(new ReleaseRun(this, runId, status, wakeAt, inboxLeft, _store.Work) { Cancel = cancel });
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            // The store, which closes next, mustn't be faster than who gives it up.
            await _givenUp.Task;
            return;
        }

        try
        {
            await _store.Writer.RunAsync(new GiveUpOwnership(Epoch));
        }
        catch (DurableException error)
        {
            // The next owner finds out what was in hand.
            if (Volatile.Read(ref _gaveWay) == 0)
                _store.GiveUpFailed(error);
        }
        catch (ObjectDisposedException)
        {
            // The store is closed, and was this one's no more: another had taken its place.
        }
        finally
        {
            _lock.Dispose();
            _store.OwnerGone(this);
            _givenUp.TrySetResult();
        }
    }

    /// <summary>The file's epoch was read; a higher one is another owner's.</summary>
    public void NoticeEpoch(long epoch)
    {
        // The token is set at once, what hangs on it runs on the thread pool.
        if (epoch > Epoch && !_lost.IsCancellationRequested)
            _ = _lost.CancelAsync();
    }

    /// <summary>
    /// A newer program has migrated the file. It did so between two of our transactions, and none of ours begins any more: nothing is written to the new schema, not even that the ownership ends, and whoever knows it may
    /// execute from now on.
    /// </summary>
    public void GiveWay()
    {
        if (Interlocked.Exchange(ref _gaveWay, 1) != 0)
            return;
        _ = _lost.CancelAsync();
        _lock.Dispose();
    }

    /// <summary>For tests: as if the process had been killed.</summary>
    public void Abandon()
    {
        Interlocked.Exchange(ref _disposed, 1);
        _lock.Dispose();
        _givenUp.TrySetResult();
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
}
