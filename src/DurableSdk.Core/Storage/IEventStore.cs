namespace DurableSdk.Storage;

/// <summary>
/// One database of runs and their event logs, seen from one process. Any process may create runs, send to them and look;
/// only the <see cref="IRunOwner"/> appends. A store never interprets a payload. Once a newer program has changed the schema, every call throws DS3003. Thread-safe.
/// </summary>
public interface IEventStore : ISubscriptionStore, IAsyncDisposable
{
    /// <summary>What a person calls the store in a message, such as <c>SQLite orders.db</c>.</summary>
    string Description { get; }

    /// <summary>Creates or migrates the schema. Called once, before any other member.</summary>
    /// <exception cref="DurableException">DS3003 newer schema, DS3004 foreign or corrupt, DS3005 unavailable.</exception>
    ValueTask OpenAsync(CancellationToken cancel);

    /// <summary>Creates a run with its first event, or finds the one that has the same idempotency key. Durable when it returns.</summary>
    ValueTask<CreateRunResult> CreateRunAsync(NewRun run, CancellationToken cancel);

    /// <summary>Commits a message to a run's inbox. Durable when it returns.</summary>
    ValueTask<SendResult> SendAsync(string runId, InboxMessage message, CancellationToken cancel);

    /// <summary>The hook of a token, open or not; null where there is none, or its run was purged.</summary>
    ValueTask<HookRecord?> FindHookAsync(string tokenHash, CancellationToken cancel);

    /// <summary>Commits a delivery to the inbox of the run that the hook belongs to, or of the last that goes on for it. Durable when it returns.</summary>
    ValueTask<HookResult> ResumeHookAsync(string tokenHash, InboxMessage delivery, CancellationToken cancel);

    /// <summary>
    /// Ends a run as <see cref="RunStatus.Terminated"/>, whoever has it in hand. From then on its owner's appends are refused as <see cref="AppendOutcome.RunFinished"/>,
    /// and the next <see cref="IRunOwner.ClaimAsync"/> tells the owner. Durable when it returns.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="end">Makes the last event for the sequence that it gets. May be called more than once, under a lock: it must be quick. Null ends
    /// nothing (<see cref="TerminateResult.LogGrown"/>).</param>
    /// <param name="messages">What other runs are told in the same transaction. What can't be delivered is dropped: who has ended need not know.</param>
    /// <param name="cancel">Gives up waiting.</param>
    ValueTask<TerminateResult> TerminateAsync(string runId, Func<long, StoredEvent?> end, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancel);

    /// <summary>Ends a run of which nobody is told; see there.</summary>
    ValueTask<TerminateResult> TerminateAsync(string runId, Func<long, StoredEvent?> end, CancellationToken cancel) => TerminateAsync(runId, end, [], cancel);

    /// <summary>
    /// Deletes a slice of the finished runs, oldest first: log, inbox and the ids of messages they have seen. Positions that they had are never given again. What an owner
    /// has in hand still, or a subscriber hasn't got yet, is left for later, and so is a run of a chain while one before it is there. A crash in the middle has purged a run wholly or not at all.
    /// </summary>
    ValueTask<PurgeSlice> PurgeAsync(PurgeRequest request, CancellationToken cancel);

    /// <summary>The run, or null.</summary>
    ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel);

    /// <summary>The last run of the chain that a run belongs to: itself where it never continued as a new one; null where there is no such run.</summary>
    ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel);

    /// <summary>Runs by filter, the newest first.</summary>
    ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel);

    /// <summary>How many runs there are of each workflow, version and status.</summary>
    ValueTask<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel);

    /// <summary>How many unfinished runs there are of each workflow and version that isn't among the given ones. Costs nothing where there is none, however many runs of others there are.</summary>
    async ValueTask<IReadOnlyList<RunCount>> CountUnknownAsync(IReadOnlyCollection<WorkflowKey> known, CancellationToken cancel) =>
        [.. (await CountRunsAsync(cancel)).Where(count => !count.Status.IsFinished() && !known.Contains(new WorkflowKey(count.Workflow, count.Version)))];

    /// <summary>A run's events above a sequence, in order, at most <paramref name="limit"/>. Empty where there are none.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel);

    /// <summary>A run's last event, or null where there is no such run.</summary>
    ValueTask<StoredEvent?> ReadLastEventAsync(string runId, CancellationToken cancel);

    /// <summary>
    /// As far as a run's log reaches at least, by something else than the log: a log that is read and ends before has lost its end. 0 where there is no such run, its log was purged, or the store
    /// has nothing to say.
    /// </summary>
    ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel) => ValueTask.FromResult(0L);

    /// <summary>
    /// Waits until the run has finished. Notices what other processes commit too.
    /// </summary>
    /// <exception cref="DurableException">DS4001: there is no such run.</exception>
    ValueTask<FinishedRun> WaitForFinishAsync(string runId, CancellationToken cancel);

    /// <summary>
    /// Tries to become the one owner that executes runs; does not wait. With <paramref name="takeOver"/> the present owner is fenced
    /// even if its process lives: for an operator, when it is frozen.
    /// </summary>
    ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel);
}
