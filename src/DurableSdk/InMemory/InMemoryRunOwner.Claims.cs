namespace DurableSdk.Storage;

/// <summary>What is claimed, how it is let go, and what the next owner finds.</summary>
internal sealed partial class InMemoryRunOwner
{
    private static void GiveBack(InMemoryDatabase database, bool crashed)
    {
        database.Terminated.Clear();
        foreach (var run in database.Claimed.ToList())
        {
            if (run.Hand == InMemoryHand.InHand)
            {
                run.CrashedRecoveries += crashed ? 1 : 0;
                run.WakeAt = InMemoryRun.AtOnce;
            }

            database.Reschedule(run, static run => run.Hand = InMemoryHand.Free);
        }
    }

    private ClaimResult Claim(ClaimRequest request)
    {
        var limit = Math.Min(request.Limit, int.MaxValue - 1);
        var due = request.Workflows.Select(_database.DueOf).ToList();
        var candidates = due
            .SelectMany(runs => runs.Take(request.Now, limit + 1))
            .OrderBy(run => run.DueSince).Take(limit + 1).ToList();
        var runs = candidates.Take(limit).Select(Take).ToList();
        runs.AddRange(_database.Terminated.Select(run => new ClaimedRun(run.RunId, run.Workflow, run.Status, run.Events.Count, false, IsNew: false, 0)));
        _database.Terminated.Clear();
        // One that nobody has is told of its inbox when it is claimed.
        foreach (var run in _database.Reporting.Where(run => run.ReportsInbox && run.Hand != InMemoryHand.Free))
        {
            run.ReportsInbox = false;
            runs.Add(new ClaimedRun(run.RunId, run.Workflow, run.Status, run.Events.Count, true, IsNew: false, 0));
        }

        _database.Reporting.Clear();
        var next = due.Min(runs => runs.NextWakeAt(request.Now));
        return new ClaimResult(runs, candidates.Count > limit, next);
    }

    private ClaimedRun Take(InMemoryRun run)
    {
        _database.Reschedule(run, static run => run.Hand = InMemoryHand.InHand);
        run.ReportsInbox = false;
        return new ClaimedRun(run.RunId, run.Workflow, run.Status, run.Events.Count, run.Inbox.Count > 0, IsNew: true, run.CrashedRecoveries) { BlockedBuild = run.BlockedBuild };
    }

    private void Rest(InMemoryRun run, DateTimeOffset? wakeAt) => _database.Reschedule(run, run =>
    {
        run.Hand = InMemoryHand.AtRest;
        run.Status = RunStatus.Waiting;
        run.WakeAt = run.Inbox.Count > 0 ? InMemoryRun.AtOnce : wakeAt;
    });

    private void Release(InMemoryRun run, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft)
    {
        _database.Reschedule(run, run =>
        {
            run.Hand = InMemoryHand.Free;
            run.Status = status;
            run.WakeAt = run.Inbox.Exists(entry => entry.Position > inboxLeft) ? InMemoryRun.AtOnce : wakeAt;
        });
        if (run.WakeAt is not null)
            _database.RaiseWork();
    }
}
