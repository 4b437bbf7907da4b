using DurableSdk.Storage;

namespace DurableSdk.Testing.Storage;

/// <summary>An ownership that does what another one does, but for what is overridden.</summary>
internal abstract class OwnerDecorator(IRunOwner inner) : IRunOwner
{
    public long Epoch => inner.Epoch;

    public CancellationToken Lost => inner.Lost;

    public virtual IStepTransactions? Transactions => inner.Transactions;

    public virtual ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancel) => inner.ClaimAsync(request, cancel);

    public virtual void TakeNewRuns(IRunIntake intake) => inner.TakeNewRuns(intake);

    public virtual ValueTask WaitForWorkAsync(CancellationToken cancel) => inner.WaitForWorkAsync(cancel);

    public virtual ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel) => inner.ReadInboxAsync(runId, cancel);

    public virtual ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel) => inner.AppendAsync(append, cancel);

    public virtual ValueTask CloseHookAsync(string runId, string hookId, CancellationToken cancel) => inner.CloseHookAsync(runId, hookId, cancel);

    public virtual ValueTask RestAsync(string runId, DateTimeOffset? wakeAt, CancellationToken cancel) => inner.RestAsync(runId, wakeAt, cancel);

    public virtual ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft, CancellationToken cancel) =>
        inner.ReleaseAsync(runId, status, wakeAt, inboxLeft, cancel);

    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();
}
