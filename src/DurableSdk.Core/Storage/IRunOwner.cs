namespace DurableSdk.Storage;

/// <summary>
/// The right to execute the runs of a store, under an epoch. Disposing it gives it up; what it has claimed and not
/// finished is claimable by the next owner at once. Thread-safe.
/// </summary>
public interface IRunOwner : IAsyncDisposable
{
    /// <summary>Grows with every owner of the store.</summary>
    long Epoch { get; }

    /// <summary>Fires when another owner has taken over, or a newer program has changed the schema (DS3003) and may execute at once; all appends are refused from then on.</summary>
    CancellationToken Lost { get; }

    /// <summary>
    /// Claims runs that want attention and that this host can execute: new ones, those that the previous owner had in hand,
    /// those whose <see cref="Append.WakeAt"/> has come, those with messages in their inbox. A claimed run is not given again
    /// until it is released, except as <see cref="ClaimedRun.HasInbox"/> when a message has come for it since, and once with a finished
    /// <see cref="ClaimedRun.Status"/> when it was terminated; the claim is over then. Whoever claims waits for the answer before the next claim.
    /// </summary>
    ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancel);

    /// <summary>
    /// From now on the store may claim new runs for this owner when it creates them, as far as the intake has places. Default: they are claimed as
    /// all others are.
    /// </summary>
    void TakeNewRuns(IRunIntake intake)
    {
    }

    /// <summary>
    /// Completes when there may be something to claim: a run was created, a message sent, by this process or another.
    /// A signal that came since the last <see cref="ClaimAsync"/> began completes it at once. Does not watch the clock.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled, or the ownership is <see cref="Lost"/>.</exception>
    ValueTask WaitForWorkAsync(CancellationToken cancel);

    /// <summary>A run's inbox, in the order of arrival.</summary>
    ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel);

    /// <summary>
    /// Appends events to a claimed run at an expected sequence, moves messages out of its inbox and sets its status, all in one
    /// transaction; with <see cref="Append.Next"/> the next run of the chain is created in it too, <see cref="Append.Messages"/> are delivered and <see cref="Append.Hooks"/> made in it. Durable when it returns <see cref="AppendOutcome.Committed"/>; on any other outcome nothing has changed.
    /// The task is awaited once. When it is over, also by an exception, the <see cref="Append"/> is its caller's again.
    /// </summary>
    /// <exception cref="DurableException">DS3005: the store is unavailable or full; whether the append is there is to be read before anything else.</exception>
    ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel);

    /// <summary>
    /// Takes no more deliveries for a hook of a claimed run. What was accepted before lies in the inbox; the owner records it, and then the end of the hook. Does nothing where there is no such hook.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="hookId">The operation that made the hook.</param>
    /// <param name="cancel">Gives up waiting.</param>
    ValueTask CloseHookAsync(string runId, string hookId, CancellationToken cancel);

    /// <summary>Appends in which steps take part; null where the store can't do that.</summary>
    IStepTransactions? Transactions => null;

    /// <summary>
    /// Notes that a claimed run which is <see cref="RunStatus.Running"/>, or <see cref="RunStatus.Pending"/> because nothing was recorded yet, has come to wait without anything to record: it is
    /// <see cref="RunStatus.Waiting"/> from now on, stays claimed, and the owner's death isn't put down to it. Does nothing for any other run.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="wakeAt">When it wants attention by itself (UTC); null for never.</param>
    /// <param name="cancel">Gives up waiting.</param>
    ValueTask RestAsync(string runId, DateTimeOffset? wakeAt, CancellationToken cancel);

    /// <summary>
    /// Lets go of a claimed run that has nothing to do, and says how it stands: it is claimable again at <paramref name="wakeAt"/>, or when a
    /// message lies in its inbox (also one that came before the release) behind what is left there on purpose. Does nothing for a run that isn't claimed or has finished.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="status">Its status from now on.</param>
    /// <param name="wakeAt">When it wants attention by itself (UTC); null for never.</param>
    /// <param name="inboxLeft">The position of the last message that is left in the inbox on purpose; those up to it don't wake the run. 0 for none.</param>
    /// <param name="cancel">Gives up waiting.</param>
    ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft, CancellationToken cancel);

    /// <summary>Lets go of a run that leaves nothing in its inbox on purpose.</summary>
    ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, CancellationToken cancel) => ReleaseAsync(runId, status, wakeAt, 0, cancel);
}
