using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Sqlite.Reading;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// The hot path: an append of step events is one insert each, and nothing else. The run's row is written only where its status, its
/// wake-up time, its inbox or its count of crashes changes; how it stands is known from the last append.
/// </summary>
internal sealed class AppendEvents(SqliteRunOwner owner, Append append, FinishWaiters waiters, WorkSignal work) : WriteOperation<AppendResult>
{
    private ClaimedState? _run;

    public override int Rows => append.Events.Count + (append.Projection?.Attributes.Count ?? 0) + (append.Next?.Events.Count ?? 0) + (2 * append.Messages.Count) + append.Hooks.Count
        + (append.Children.Count == 0 ? 0 : append.Children.Sum(WriteTransaction.RowsOf));

    public override bool MayRunHere => append.MayBlock;

    /// <summary>What came of it, once it was executed.</summary>
    public AppendResult Outcome => Result;

    public override void Execute(WriteTransaction transaction)
    {
        NoticeTerminations(transaction);
        _run = owner.Claims.Find(append.RunId);
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
        var committed = Result.Outcome == AppendOutcome.Committed;
        if (committed && append.Status.IsFinished())
            owner.Claims.Remove(append.RunId);
        var leftMessages = committed && _run!.ReportsInbox && !append.Status.IsFinished();
        if (leftMessages)
            owner.Claims.Report(_run!);
        base.Committed();
        if (committed && append.Status.IsFinished())
            waiters.Finished(append.RunId, new RunEnd(append.Status, append.Events[^1]));
        if (leftMessages || (committed && (append.Next is not null || append.Messages.Count > 0 || append.Children.Count > 0)))
            work.Raise();
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
        if (_run.LastSequence != append.ExpectedSequence)
            return new(AppendOutcome.SequenceConflict, _run.LastSequence);
        foreach (var position in append.ConsumedInbox)
        {
            if (!transaction.Sql.HasMessage.Bind(1, position).Bind(2, _run.Key).Any())
                return new(AppendOutcome.NotClaimed, _run.LastSequence);
        }

        if (append.Next is { } next && transaction.Sql.FindRun.Bind(1, next.RunId).Any())
            throw new ArgumentException($"The next run's id {next.RunId} is taken.");
        foreach (var child in append.Children)
        {
            if (transaction.Sql.FindTarget.Bind(1, child.RunId).Any())
                throw new ArgumentException($"The child's id {child.RunId} is taken.");
        }

        return (append.Messages.Count == 0 ? null : MessageRefusal(transaction, _run)) ?? (append.Hooks.Count == 0 ? null : HookRefusal(transaction, _run));
    }

    private AppendResult? HookRefusal(WriteTransaction transaction, ClaimedState run)
    {
        var owners = append.Hooks.Select((hook, i) => OwnerOf(transaction, run, hook, append.Hooks.Take(i))).ToArray();
        return Array.TrueForAll(owners, holder => holder is null) ? null : new(AppendOutcome.HookRefused, run.LastSequence) { HookOwners = owners };
    }

    /// <summary>The run whose open hook has the token, also of the same append.</summary>
    private string? OwnerOf(WriteTransaction transaction, ClaimedState run, NewHook hook, IEnumerable<NewHook> earlier)
    {
        if (earlier.Any(one => one.TokenHash == hook.TokenHash))
            return append.RunId;
        if (transaction.FindHookOwner(hook, run.Key, append.Events[^1].At) is not { } holder)
            return null;
        var find = transaction.Sql.RunIdOf.Bind(1, holder);
        find.Step();
        var runId = find.Text(0);
        find.Reset();
        return runId;
    }

    private AppendResult? MessageRefusal(WriteTransaction transaction, ClaimedState run)
    {
        var sent = append.Messages.Select(message => Look(transaction, run, message)).ToArray();
        return sent.All(result => result == SendResult.Accepted) ? null : new(AppendOutcome.MessageRefused, run.LastSequence) { Sent = sent };
    }

    /// <summary>A run that ends with this append takes no message of it, unless another run goes on.</summary>
    private SendResult Look(WriteTransaction transaction, ClaimedState run, OutgoingMessage message)
    {
        var target = transaction.FindLastTarget(message.RunId);
        var isEnding = target?.Run == run.Key && append.Status.IsFinished() && append.Next is null;
        return isEnding ? SendResult.RunFinished : transaction.Look(target, message.Message);
    }

    private AppendResult Write(WriteTransaction transaction, ClaimedState run)
    {
        for (var i = 0; i < append.Events.Count; i++)
            transaction.InsertEvent(run.Key, append.Events[i]);
        transaction.Project(run.Key, append.Projection);
        foreach (var position in append.ConsumedInbox)
            transaction.Sql.DeleteMessage.Bind(1, position).Run();

        foreach (var hook in append.Hooks)
            transaction.InsertHook(run.Key, hook);

        var finished = append.Status.IsFinished();
        var wakeAt = finished ? null : Micros.FromWakeAt(append.WakeAt);
        var hand = HandAfter(append.Status);
        if (append.ConsumedInbox.Count > 0 || run.NeedsUpdate(append, wakeAt, hand))
        {
            transaction.Sql.UpdateRun
                .Bind(1, run.Key).Bind(2, (long)append.Status).Bind(3, Micros.From(append.Events[^1].At)).Bind(4, wakeAt)
                .Bind(5, hand).Bind(6, append.Status == RunStatus.Blocked ? append.BlockedBuild : null).Bind(7, finished ? 0 : 1)
                .Bind(8, append.IsProgress ? 1 : 0).Bind(9, append.Events[^1].Sequence).Run();
        }

        if (append.Next is { } next)
            WriteNext(transaction, run, next);
        foreach (var child in append.Children)
            transaction.InsertRun(child, transaction.AddWorkflow(new WorkflowKey(child.Workflow, child.Version)));
        foreach (var message in append.Messages)
            transaction.Send(transaction.FindLastTarget(message.RunId), message.Message, wakes: true);
        run.Appended(append, wakeAt, hand);
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
        transaction.Sql.MoveSeen.Bind(1, run.Key).Bind(2, key).Run();
    }

    private static long HandAfter(RunStatus status) => status switch
    {
        RunStatus.Waiting or RunStatus.Blocked or RunStatus.Paused => ClaimedState.AtRest,
        _ when status.IsFinished() => ClaimedState.Free,
        _ => ClaimedState.InHand,
    };

    private (RunStatus? Status, long LastSequence) ReadLastSequence(WriteTransaction transaction)
    {
        var find = transaction.Sql.FindRun.Bind(1, append.RunId);
        if (!find.Step())
            return (null, 0);
        var run = RunRecords.Key(find);
        var status = RunRecords.Status(find);
        find.Reset();
        return (status, transaction.Sql.LastSequence.Bind(1, run).Scalar() ?? 0);
    }
}
