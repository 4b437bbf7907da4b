using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Sqlite.Reading;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// The hot path: an append of step events is one insert each, and nothing else. The run's row is written only where its status, its
/// wake-up time, its inbox or its count of crashes changes; how it stands is known from the last append.
/// </summary>
internal sealed class AppendEvents(SqliteRunOwner owner, FinishWaiters waiters, WorkSignal work, AppendPool? pool = null) : WriteOperation<AppendResult>
{
    private ClaimedState? _run;
    private Append _append = null!;

    public override int Rows => _append.Events.Count + (_append.Projection?.Attributes.Count ?? 0) + (_append.Next?.Events.Count ?? 0) + (2 * _append.Messages.Count) + _append.Hooks.Count
        + (_append.Children.Count == 0 ? 0 : _append.Children.Sum(WriteTransaction.RowsOf));

    public override bool MayRunHere => _append.MayBlock;

    /// <summary>Gives one that is new, or was answered, its append.</summary>
    /// <returns>Itself.</returns>
    public AppendEvents Of(Append append, CancellationToken cancel)
    {
        _append = append;
        Cancel = cancel;
        return this;
    }

    /// <summary>What came of it, once it was executed.</summary>
    public AppendResult Outcome => Result;

    public override void Execute(WriteTransaction transaction)
    {
        NoticeTerminations(transaction);
        _run = owner.Claims.Find(_append.RunId);
        if (_run is { IsStale: true })
            _run.Reload(transaction);
        Result = Refusal(transaction) ?? Write(transaction, _run!);
    }

    public override void RolledBack()
    {
        _run?.Invalidate();
        owner.TerminationsSeen = -1;
    }

    public override void Committed()
    {
        // All that is said of it is read before it is answered: it is its caller's again then.
        var (runId, committed) = (_append.RunId, Result.Outcome == AppendOutcome.Committed);
        var end = committed && _append.Status.IsFinished() ? RunEnd.Of(_append) : default(RunEnd?);
        if (end is not null)
            owner.Claims.Remove(_run!);
        var leftMessages = committed && _run!.ReportsInbox && end is null;
        if (leftMessages)
            owner.Claims.Report(_run!);
        var raises = leftMessages || (committed && (_append.Next is not null || _append.Messages.Count > 0 || _append.Children.Count > 0));
        base.Committed();
        if (end is { } told)
            waiters.Finished(runId, told);
        if (raises)
            work.Raise();
    }

    protected override void Answered()
    {
        if (pool is null)
            return;
        // What it holds may be large.
        Reset();
        _append = null!;
        _run = null;
        Cancel = default;
        pool.Return(this);
    }

    /// <summary>The one thing that changes a claimed run besides its owner, in this process or another.</summary>
    private void NoticeTerminations(WriteTransaction transaction)
    {
        if (transaction.Terminations == owner.TerminationsSeen)
            return;
        var rows = transaction.Sql.ReadTerminated;
        while (rows.Step())
            owner.Claims.Find(rows.Int64(0))?.Invalidate();
        owner.TerminationsSeen = transaction.Terminations;
    }

    /// <summary>Checked before anything is written, so that a refusal needs no undoing.</summary>
    private AppendResult? Refusal(WriteTransaction transaction)
    {
        if (transaction.Epoch != owner.Epoch)
            return new(AppendOutcome.Fenced, ReadLastSequence(transaction).LastSequence);
        if (_run is null || _run.IsReleased)
        {
            var (status, lastSequence) = ReadLastSequence(transaction);
            return new(status is { } known && known.IsFinished() ? AppendOutcome.RunFinished : AppendOutcome.NotClaimed, lastSequence);
        }

        if (_run.Status.IsFinished())
            return new(AppendOutcome.RunFinished, _run.LastSequence);
        if (_run.LastSequence != _append.ExpectedSequence)
            return new(AppendOutcome.SequenceConflict, _run.LastSequence);
        foreach (var position in _append.ConsumedInbox)
        {
            if (!transaction.Sql.HasMessage.Bind(1, position).Bind(2, _run.Key).Any())
                return new(AppendOutcome.NotClaimed, _run.LastSequence);
        }

        if (_append.Next is { } next && transaction.IsTaken(next.RunId))
            throw new ArgumentException($"The next run's id {next.RunId} is taken.");
        foreach (var child in _append.Children)
        {
            if (transaction.IsTaken(child.RunId))
                throw new ArgumentException($"The child's id {child.RunId} is taken.");
        }

        return (_append.Messages.Count == 0 ? null : MessageRefusal(transaction, _run)) ?? (_append.Hooks.Count == 0 ? null : HookRefusal(transaction, _run));
    }

    private AppendResult? HookRefusal(WriteTransaction transaction, ClaimedState run)
    {
        var owners = _append.Hooks.Select((hook, i) => OwnerOf(transaction, run, hook, _append.Hooks.Take(i))).ToArray();
        return Array.TrueForAll(owners, holder => holder is null) ? null : new(AppendOutcome.HookRefused, run.LastSequence) { HookOwners = owners };
    }

    /// <summary>The run whose open hook has the token, also of the same append.</summary>
    private string? OwnerOf(WriteTransaction transaction, ClaimedState run, NewHook hook, IEnumerable<NewHook> earlier)
    {
        if (earlier.Any(one => one.TokenHash == hook.TokenHash))
            return _append.RunId;
        if (transaction.FindHookOwner(hook, run.Key, _append.Events[^1].At) is not { } holder)
            return null;
        var find = transaction.Sql.RunIdOf.Bind(1, holder);
        find.Step();
        var runId = find.Text(0);
        find.Reset();
        return runId;
    }

    private AppendResult? MessageRefusal(WriteTransaction transaction, ClaimedState run)
    {
        var sent = _append.Messages.Select(message => Look(transaction, run, message)).ToArray();
        return sent.All(result => result == SendResult.Accepted) ? null : new(AppendOutcome.MessageRefused, run.LastSequence) { Sent = sent };
    }

    /// <summary>A run that ends with this append takes no message of it, unless another run goes on.</summary>
    private SendResult Look(WriteTransaction transaction, ClaimedState run, OutgoingMessage message)
    {
        var target = transaction.FindLastTarget(message.RunId);
        var isEnding = target?.Run == run.Key && _append.Status.IsFinished() && _append.Next is null;
        return isEnding ? SendResult.RunFinished : transaction.Look(target, message.Message);
    }

    private AppendResult Write(WriteTransaction transaction, ClaimedState run)
    {
        for (var i = 0; i < _append.Events.Count; i++)
            transaction.InsertEvent(run.Key, _append.Events[i]);
        transaction.Project(run.Key, _append.Projection);
        foreach (var position in _append.ConsumedInbox)
            transaction.Sql.DeleteMessage.Bind(1, position).Run();

        foreach (var hook in _append.Hooks)
            transaction.InsertHook(run.Key, hook);

        var finished = _append.Status.IsFinished();
        var wakeAt = finished ? null : Micros.FromWakeAt(_append.WakeAt);
        var hand = HandAfter(_append.Status);
        if (_append.ConsumedInbox.Count > 0 || run.NeedsUpdate(_append, wakeAt, hand))
        {
            transaction.Sql.UpdateRun
                .Bind(1, run.Key).Bind(2, (long)_append.Status).Bind(3, Micros.From(_append.Events[^1].At)).Bind(4, wakeAt)
                .Bind(5, hand).Bind(6, _append.Status == RunStatus.Blocked ? _append.BlockedBuild : null).Bind(7, finished ? 0 : 1)
                .Bind(8, _append.IsProgress ? 1 : 0).Bind(9, _append.Events[^1].Sequence).Run();
        }

        if (_append.Next is { } next)
            WriteNext(transaction, run, next);
        foreach (var child in _append.Children)
            transaction.InsertRun(child, transaction.AddWorkflow(new WorkflowKey(child.Workflow, child.Version)));
        foreach (var message in _append.Messages)
            transaction.Send(transaction.FindLastTarget(message.RunId), message.Message, wakes: true);
        run.Appended(_append, wakeAt, hand);
        return new(AppendOutcome.Committed, run.LastSequence);
    }

    /// <summary>The run that goes on, in the transaction that ends this one; the key, and what was received, go over to it.</summary>
    private static void WriteNext(WriteTransaction transaction, ClaimedState run, NextRun next)
    {
        var workflow = transaction.AddWorkflow(run.Workflow with { Version = next.Version });
        transaction.Sql.LinkNext.Bind(1, run.Key).Bind(2, next.RunId).Run();
        transaction.Sql.InsertNextRun
            .Bind(1, run.Key).Bind(2, next.RunId).Bind(3, workflow.Id).Bind(4, (long)RunStatus.Pending).Bind(5, Micros.From(next.CreatedAt)).Bind(6, next.Events.Count).Run();
        var key = transaction.Connection.LastRowId;
        for (var i = 0; i < next.Events.Count; i++)
            transaction.InsertEvent(key, next.Events[i]);
        transaction.Project(key, next.Projection);
        transaction.Sql.MoveMessages.Bind(1, run.Key).Bind(2, key).Run();
    }

    private static long HandAfter(RunStatus status) => status switch
    {
        RunStatus.Waiting or RunStatus.Blocked or RunStatus.Paused => ClaimedState.AtRest,
        _ when status.IsFinished() => ClaimedState.Free,
        _ => ClaimedState.InHand,
    };

    private (RunStatus? Status, long LastSequence) ReadLastSequence(WriteTransaction transaction)
    {
        var find = transaction.Sql.FindRun.Bind(1, _append.RunId);
        if (!find.Step())
            return (null, 0);
        var run = RunRecords.Key(find);
        var status = RunRecords.Status(find);
        find.Reset();
        return (status, transaction.Sql.LastSequence.Bind(1, run).Scalar() ?? 0);
    }
}
