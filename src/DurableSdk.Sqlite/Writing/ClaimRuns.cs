using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// Takes runs in hand: by index only, per asked workflow those that want attention at once and those whose time has come. Not flushed:
/// after a power cut nobody has them in hand anyway.
/// </summary>
internal sealed class ClaimRuns(SqliteRunOwner owner, ClaimRequest request) : WriteOperation<ClaimResult>
{
    /// <summary>In one transaction. The rest is claimed by the next, so that thousands that are due at once begin one after another, and the results of the first needn't wait for the last.</summary>
    private const int SliceMax = 500;

    private static readonly ClaimResult Nothing = new([], false, null);

    private readonly int _limit = Math.Min(request.Limit, SliceMax);
    private readonly List<ClaimedState> _new = [];
    private readonly List<ClaimedState> _reported = [];
    private readonly List<ClaimedState> _terminated = [];
    private long _inboxRead;
    private long _terminationsReported;

    public override int Rows => Math.Clamp(_limit, 1, 100);

    public override bool NeedsFlush => false;

    public override void Execute(WriteTransaction transaction)
    {
        _new.Clear();
        _reported.Clear();
        _terminated.Clear();
        _inboxRead = owner.InboxRead;
        _terminationsReported = owner.TerminationsReported;
        if (transaction.Epoch != owner.Epoch)
        {
            Result = Nothing;
            return;
        }

        var (candidates, nextWakeAt) = FindCandidates(transaction);
        var mayHaveMore = candidates.Count > _limit;
        var runs = candidates.OrderBy(run => run.DueSince).Take(_limit).Select(run => Take(transaction, run)).ToList();
        runs.AddRange(ReadTerminated(transaction));
        runs.AddRange(ReadNewMessages(transaction));
        Result = new ClaimResult(runs, mayHaveMore, Micros.ToWakeAt(nextWakeAt));
    }

    /// <summary>The messages that were seen may never be: positions of a transaction that failed are given again. Nor is a run ended whose termination was undone with it.</summary>
    public override void RolledBack()
    {
        foreach (var run in _terminated)
            run.Invalidate();
        foreach (var run in owner.Claims.Reporting)
            run.Invalidate();
    }

    public override void Committed()
    {
        foreach (var run in _new)
            owner.Claims.Add(run);
        foreach (var run in _reported)
            owner.Claims.Reported(run);
        foreach (var run in _terminated)
            owner.Claims.Remove(run);
        owner.InboxRead = _inboxRead;
        owner.TerminationsReported = _terminationsReported;
        base.Committed();
    }

    private (List<Candidate> Candidates, long? NextWakeAt) FindCandidates(WriteTransaction transaction)
    {
        var now = Micros.From(request.Now);
        var candidates = new List<Candidate>();
        long? nextWakeAt = null;
        foreach (var workflow in request.Workflows)
        {
            if (transaction.FindWorkflow(workflow) is not { } ids)
                continue;
            Collect(candidates, workflow, transaction.Sql.ReadWoken.Bind(1, ids.Id).Bind(2, _limit + 1L));
            Collect(candidates, workflow, transaction.Sql.ReadDue.Bind(1, ids.Id).Bind(2, now).Bind(3, _limit + 1L));
            if (transaction.Sql.NextWakeAt.Bind(1, ids.Id).Bind(2, now).Scalar() is { } next && (nextWakeAt is null || next < nextWakeAt))
                nextWakeAt = next;
        }

        return (candidates, nextWakeAt);
    }

    private static void Collect(List<Candidate> candidates, WorkflowKey workflow, Statement rows)
    {
        while (rows.Step())
            candidates.Add(new Candidate(workflow, rows.Int64(0), rows.Text(1), (RunStatus)rows.Int64(2), rows.Int64(3), (int)rows.Int64(4), rows.NullableText(6)));
    }

    private ClaimedRun Take(WriteTransaction transaction, Candidate run)
    {
        transaction.Sql.TakeInHand.Bind(1, run.Key).Run();
        var state = new ClaimedState(run.RunId, run.Key, run.Workflow);
        state.Reload(transaction);
        state.ReportsInbox = false;
        _new.Add(state);
        return new ClaimedRun(run.RunId, run.Workflow, run.Status, state.LastSequence, state.HasInbox, IsNew: true, run.CrashedRecoveries) { BlockedBuild = run.BlockedBuild };
    }

    /// <summary>Runs claimed before that somebody has ended.</summary>
    private List<ClaimedRun> ReadTerminated(WriteTransaction transaction)
    {
        if (transaction.Terminations == _terminationsReported)
            return [];
        _terminationsReported = transaction.Terminations;
        var rows = transaction.Sql.ReadTerminated;
        var any = false;
        while (rows.Step())
        {
            any = true;
            if (owner.Claims.Find(rows.Int64(0)) is { } run)
                _terminated.Add(run);
        }

        foreach (var run in _terminated)
            run.Reload(transaction);

        if (any)
            transaction.Sql.ForgetTerminated.Run();
        return [.. _terminated.Select(run => new ClaimedRun(run.RunId, run.Workflow, RunStatus.Terminated, run.LastSequence, false, IsNew: false, 0))];
    }

    /// <summary>Runs claimed before for which messages have come, or were left by an append.</summary>
    private List<ClaimedRun> ReadNewMessages(WriteTransaction transaction)
    {
        var messages = transaction.Sql.ReadNewMessages.Bind(1, _inboxRead);
        while (messages.Step())
        {
            _inboxRead = messages.Int64(0);
            owner.Claims.Arrived(messages.Int64(1), _inboxRead);
        }

        foreach (var run in owner.Claims.Reporting)
        {
            if (run.IsStale)
                run.Reload(transaction);
            if (run.HasInbox && !run.IsReleased && !_terminated.Contains(run))
                _reported.Add(run);
        }

        return [.. _reported.Select(run => new ClaimedRun(run.RunId, run.Workflow, run.Status, run.LastSequence, true, IsNew: false, 0))];
    }

    private readonly record struct Candidate(WorkflowKey Workflow, long Key, string RunId, RunStatus Status, long DueSince, int CrashedRecoveries, string? BlockedBuild);
}
