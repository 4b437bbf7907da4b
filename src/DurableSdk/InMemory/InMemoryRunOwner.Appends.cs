namespace DurableSdk.Storage;

/// <summary>What an append checks, and what it writes. Called under the lock.</summary>
internal sealed partial class InMemoryRunOwner
{
    private AppendOutcome? Refusal(InMemoryRun? run, Append append)
    {
        if (IsFenced)
            return AppendOutcome.Fenced;
        if (run is { Status: var status } && status.IsFinished())
            return AppendOutcome.RunFinished;
        if (run is null || run.Hand == InMemoryHand.Free)
            return AppendOutcome.NotClaimed;
        if (run.Events.Count != append.ExpectedSequence)
            return AppendOutcome.SequenceConflict;
        if (append.ConsumedInbox.Count > 0 && !HoldsAll(run, append.ConsumedInbox))
            return AppendOutcome.NotClaimed;
        if (append.Next is { } next && _database.IsTaken(next.RunId))
            throw new ArgumentException($"The next run's id {next.RunId} is taken.", nameof(append));
        foreach (var child in append.Children)
        {
            if (_database.IsTaken(child.RunId))
                throw new ArgumentException($"The child's id {child.RunId} is taken.", nameof(append));
        }

        return null;
    }

    private static bool HoldsAll(InMemoryRun run, IReadOnlyList<long> positions) => positions.All(position => run.Inbox.Exists(entry => entry.Position == position));

    private SendResult[] Look(InMemoryRun? run, Append append)
    {
        var results = append.Messages.Count == 0 ? [] : new SendResult[append.Messages.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = Look(run, append, append.Messages[i]);
        return results;
    }

    private string?[] OwnersOf(InMemoryRun? run, Append append)
    {
        var owners = append.Hooks.Count == 0 ? [] : new string?[append.Hooks.Count];
        for (var i = 0; i < owners.Length; i++)
            owners[i] = OwnerOf(run, append, append.Hooks[i], i);
        return owners;
    }

    /// <summary>A run that ends with this append takes no message of it, unless another run goes on.</summary>
    private SendResult Look(InMemoryRun? run, Append append, OutgoingMessage message)
    {
        var to = _database.LastOfChain(message.RunId);
        var isEnding = to is not null && to == run && append.Status.IsFinished() && append.Next is null;
        return isEnding ? SendResult.RunFinished : InMemoryDatabase.Look(to, message.Message);
    }

    /// <summary>The run whose open hook has the token, also of the same append.</summary>
    private string? OwnerOf(InMemoryRun? run, Append append, NewHook hook, int index) =>
        append.Hooks.Take(index).Any(earlier => earlier.TokenHash == hook.TokenHash) ? append.RunId : _database.FindHookOwner(hook, run, append.Events[^1].At);

    private AppendOutcome Write(InMemoryRun run, Append append)
    {
        foreach (var stored in append.Events)
            _database.Append(run, stored);
        if (append.ConsumedInbox.Count > 0)
            Remove(run, append.ConsumedInbox);
        foreach (var hook in append.Hooks)
            _database.AddHook(run, hook);
        if (append.Projection is { } projection)
            run.Project(projection);
        if (append.Next is { } next)
            Continue(run, next);
        _database.Reschedule(run, append, Update);
        // What it left in the inbox must not be forgotten.
        if (!append.Status.IsFinished() && run.Inbox.Count > 0)
            _database.Report(run);
        if (append.Status.IsFinished())
            run.Finished.TrySetResult();
        else if (run.ReportsInbox)
            _database.RaiseWork();
        foreach (var child in append.Children)
            _database.Add(new InMemoryRun(child, _database.NextNumber(), _database.Execution));
        foreach (var message in append.Messages)
            _database.Send(_database.LastOfChain(message.RunId), message.Message, wakes: true);
        return AppendOutcome.Committed;
    }

    private static void Remove(InMemoryRun run, IReadOnlyList<long> positions) => run.Inbox.RemoveAll(entry => positions.Contains(entry.Position));

    private void Continue(InMemoryRun run, NextRun next)
    {
        var created = run.Continue(next, _database.NextNumber());
        _database.Chains[created.FirstRunId] = created;
        _database.Add(created);
    }

    private static void Update(InMemoryRun run, Append append)
    {
        var finished = append.Status.IsFinished();
        if (run.Status != append.Status)
            run.UpdatedAt = append.Events[^1].At;
        run.Status = append.Status;
        run.CrashedRecoveries = append.IsProgress ? 0 : run.CrashedRecoveries;
        run.BlockedBuild = append.Status == RunStatus.Blocked ? append.BlockedBuild : null;
        run.ReportsInbox = false;
        run.WakeAt = finished ? null : run.Inbox.Count > 0 ? InMemoryRun.AtOnce : append.WakeAt;
        run.Hand = append.Status switch
        {
            RunStatus.Waiting or RunStatus.Blocked or RunStatus.Paused => InMemoryHand.AtRest,
            _ when finished => InMemoryHand.Free,
            _ => InMemoryHand.InHand,
        };
    }
}
