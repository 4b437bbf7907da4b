namespace DurableSdk.Storage;

/// <summary>
/// Keeps runs in memory: for tests, trials and programs whose runs may end with the process. The same rules as in a database,
/// and the same answers; only durability is missing. Thread-safe.
/// </summary>
/// <param name="database">What it shares with other stores; each store stands for a process. Default: one of its own.</param>
public sealed partial class InMemoryEventStore(InMemoryDatabase? database = null) : IEventStore
{
    private readonly InMemoryDatabase _database = database ?? new InMemoryDatabase();
    private readonly CancellationTokenSource _closing = new();
    private InMemoryRunOwner? _owner;
    private volatile bool _closed;

    /// <inheritdoc/>
    public string Description => "in-memory store";

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// For tests: what a killed process does. Its owner gives nothing back and counts as dead, every later call on this store fails,
    /// and another store on the same <see cref="InMemoryDatabase"/> can go on.
    /// </summary>
    public void Crash()
    {
        _closed = true;
        _owner?.Crash();
    }

    /// <inheritdoc/>
    public ValueTask<CreateRunResult> CreateRunAsync(NewRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.ThrowIfMalformed();
        Check(cancel);
        lock (_database.Gate)
            return new(Send(run, FindExisting(run) ?? Insert(run)));
    }

    /// <inheritdoc/>
    public ValueTask<SendResult> SendAsync(string runId, InboxMessage message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(message);
        Check(cancel);
        lock (_database.Gate)
            return new(_database.Send(_database.Runs.GetValueOrDefault(runId), message, wakes: true));
    }

    /// <inheritdoc/>
    public ValueTask<HookRecord?> FindHookAsync(string tokenHash, CancellationToken cancel)
    {
        Check(cancel);
        lock (_database.Gate)
            return new(_database.FindHook(tokenHash));
    }

    /// <inheritdoc/>
    public ValueTask<HookResult> ResumeHookAsync(string tokenHash, InboxMessage delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        Check(cancel);
        lock (_database.Gate)
            return new(_database.Resume(tokenHash, delivery));
    }

    /// <inheritdoc/>
    public ValueTask<TerminateResult> TerminateAsync(string runId, Func<long, StoredEvent?> end, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(messages);
        Check(cancel);
        lock (_database.Gate)
        {
            if (!_database.Runs.TryGetValue(runId, out var run))
                return new(TerminateResult.RunNotFound);
            if (run.Status.IsFinished())
                return new(run.NextRunId is null ? TerminateResult.RunFinished : TerminateResult.RunContinued);
            if (end(run.Events.Count + 1) is not { } ended)
                return new(TerminateResult.LogGrown);
            _database.Terminate(run, ended);
            foreach (var message in messages)
                _database.Send(_database.LastOfChain(message.RunId), message.Message, wakes: true);
            return new(TerminateResult.Terminated);
        }
    }

    /// <inheritdoc/>
    public ValueTask<PurgeSlice> PurgeAsync(PurgeRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1, nameof(request));
        Check(cancel);
        lock (_database.Gate)
        {
            var finished = _database.Created
                .Where(run => run.Number > request.After && run.Status.IsFinished() && run.UpdatedAt < request.FinishedBefore
                    && (run.PurgedAt is null || !request.KeepKeys) && !_database.Terminated.Contains(run))
                .Take(request.Limit).ToList();
            var purged = 0;
            foreach (var run in finished)
            {
                if (!_database.Subscriptions.HasGot(run) || _database.IsAwaitedInItsChain(run))
                    continue;
                _database.Purge(run, request.KeepKeys && run.IdempotencyKey is not null && run.NextRunId is null, request.Now);
                purged++;
            }

            return new(new PurgeSlice(purged, finished.Count == request.Limit ? finished[^1].Number : null));
        }
    }

    /// <inheritdoc/>
    public ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel)
    {
        Check(cancel);
        lock (_database.Gate)
            return new(_database.Runs.GetValueOrDefault(runId)?.ToRecord());
    }

    /// <inheritdoc/>
    public ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel)
    {
        Check(cancel);
        lock (_database.Gate)
            return new(_database.LastOfChain(runId)?.ToRecord());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ThrowIfMalformed();
        Check(cancel);
        lock (_database.Gate)
        {
            var before = query.After is null ? long.MaxValue : _database.Runs.GetValueOrDefault(query.After)?.Number ?? 0;
            return new(_database.Created.AsEnumerable().Reverse()
                .Where(run => run.Number < before && InMemoryFilter.Matches(run, query))
                .Take(query.Limit).Select(run => run.ToRecord()).ToList());
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel)
    {
        Check(cancel);
        lock (_database.Gate)
        {
            return new(_database.Created
                .GroupBy(run => (run.Workflow, run.Status))
                .Select(group => new RunCount(group.Key.Workflow.Name, group.Key.Workflow.Version, group.Key.Status, group.LongCount()))
                .OrderBy(count => count.Workflow, StringComparer.Ordinal).ThenBy(count => count.Version).ThenBy(count => count.Status)
                .ToList());
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel)
    {
        Check(cancel);
        lock (_database.Gate)
        {
            if (!_database.Runs.TryGetValue(runId, out var run))
                return new([]);
            var from = (int)Math.Clamp(afterSequence, 0, run.Events.Count);
            return new(run.Events.GetRange(from, Math.Clamp(limit, 0, run.Events.Count - from)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredEvent?> ReadLastEventAsync(string runId, CancellationToken cancel)
    {
        Check(cancel);
        lock (_database.Gate)
            return new(_database.Runs.TryGetValue(runId, out var run) && run.Events.Count > 0 ? run.Events[^1] : null);
    }

    /// <inheritdoc/>
    public ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel)
    {
        Check(cancel);
        lock (_database.Gate)
            return new(_database.Runs.GetValueOrDefault(runId)?.Events.Count ?? 0);
    }

    /// <inheritdoc/>
    public async ValueTask<FinishedRun> WaitForFinishAsync(string runId, CancellationToken cancel)
    {
        Check(cancel);
        InMemoryRun? run;
        lock (_database.Gate)
            run = _database.Runs.GetValueOrDefault(runId);
        if (run is null)
            throw new DurableException("DS4001", $"The {Description} has no run '{runId}'. Check the id; runs in memory end with the process.");
        await UntilClosedAsync(run.Finished.Task, cancel);
        lock (_database.Gate)
            return new FinishedRun(runId, run.Workflow.Name, run.Status, null);
    }

    /// <inheritdoc/>
    public ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(owner);
        Check(cancel);
        lock (_database.Gate)
        {
            if (_database.Owner is { } present && !takeOver)
                return new(new OwnershipResult(null, present.Info));
            _database.Owner?.Fence();
            _owner = InMemoryRunOwner.Begin(_database, owner);
            return new(new OwnershipResult(_owner, null));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_closed)
            return;
        if (_owner is not null)
            await _owner.DisposeAsync();
        _closed = true;
        _closing.Cancel();
    }

    private async Task UntilClosedAsync(Task wait, CancellationToken cancel)
    {
        using var either = cancel.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token) : null;
        try
        {
            await wait.WaitAsync((either ?? _closing).Token);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new ObjectDisposedException(nameof(InMemoryEventStore));
        }
    }

    private CreateRunResult Send(NewRun run, CreateRunResult result) =>
        run.Message is { } message && result.Outcome is (CreateRunOutcome.Created or CreateRunOutcome.Existing)
            ? result with { Sent = _database.Send(_database.Runs[result.Run.RunId], message, wakes: result.Outcome == CreateRunOutcome.Existing) }
            : result;

    private CreateRunResult? FindExisting(NewRun run)
    {
        if (run.IdempotencyKey is { } key && _database.Keys.TryGetValue((run.Workflow, key), out var byKey))
        {
            var outcome = SameInput(byKey, run) ? CreateRunOutcome.Existing : CreateRunOutcome.KeyUsedWithOtherInput;
            return new(outcome, byKey.ToRecord());
        }

        // The id of a chain's first run is its own for as long as it goes on, also where that run was purged.
        if ((_database.Runs.GetValueOrDefault(run.RunId) ?? _database.LastOfChain(run.RunId)) is not { } byId)
            return null;
        var same = run.IdempotencyKey is null && byId.Workflow.Name == run.Workflow && SameInput(byId, run);
        return new(same ? CreateRunOutcome.Existing : CreateRunOutcome.RunIdTaken, byId.ToRecord());
    }

    private CreateRunResult Insert(NewRun created)
    {
        var run = new InMemoryRun(created, _database.NextNumber(), _database.Execution);
        var intake = _owner?.FindPlace(created);
        if (intake is null)
            _database.Add(run);
        else
            Take(run, intake);
        return new(CreateRunOutcome.Created, run.ToRecord());
    }

    /// <summary>Under the lock, so that no message or termination is told before the intake has the run.</summary>
    private void Take(InMemoryRun run, IRunIntake intake)
    {
        (run.Hand, run.Status, run.WakeAt) = (InMemoryHand.InHand, RunStatus.Running, null);
        _database.Add(run);
        intake.Take(new ClaimedRun(run.RunId, run.Workflow, run.Status, run.Events.Count, HasInbox: false, IsNew: true, run.CrashedRecoveries) { Started = run.Events[0] });
    }

    private static bool SameInput(InMemoryRun run, NewRun created) => run.InputHash.Span.SequenceEqual(created.InputHash.Span);

    private void Check(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_closed, this);
    }
}
