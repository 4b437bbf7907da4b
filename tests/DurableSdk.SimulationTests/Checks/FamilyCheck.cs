namespace DurableSdk.SimulationTests.Checks;

/// <summary>What the logs of callers and their children say of each other: who is there, who has ended, and who was told.</summary>
internal sealed class FamilyCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private readonly Simulation _world;
    private readonly ILookup<string, RunLog> _chains;

    public FamilyCheck(Simulation world)
    {
        _world = world;
        _chains = world.Logs.All.ToLookup(log => log.Run.FirstRunId);
    }

    public void Run()
    {
        foreach (var log in _world.Logs.All)
        {
            // What a fork has copied is the family of the run that it comes from.
            foreach (var started in log.Entries.Skip((int)log.ForkedAt).Select(entry => entry.Event).OfType<ChildStarted>())
                LookAtChild(log, started);
            if (!_world.Logs.IsForked(log) && ParentOf(log) is { } parent && !HasStarted(parent, log.Run.FirstRunId))
                Report($"{log.RunId} is a child of {parent.RunId}, whose log doesn't say so");
        }
    }

    private static ParentLink? ParentOf(RunLog log) => ((WorkflowStarted)log.Entries[0].Event).Parent;

    private bool HasStarted(ParentLink parent, string childId) =>
        _world.Logs.Of(parent.RunId).Entries.Count(entry => entry.Event is ChildStarted started && started.RunId == childId && (started.IsDetached ? null : started.Id) == parent.OperationId) == 1;

    private void LookAtChild(RunLog caller, ChildStarted started)
    {
        var chain = _chains[started.RunId].ToList();
        if (chain.Count == 0)
        {
            Report($"{caller.RunId} has started {started.Id}, and there is no run {started.RunId}");
            return;
        }

        if (chain.Exists(log => ParentOf(log)?.RunId != caller.RunId))
            Report($"{started.RunId} isn't always a child of {caller.RunId}");
        if (!((WorkflowStarted)chain[0].Entries[0].Event).Arguments.Span.SequenceEqual(started.Arguments.Span))
            Report($"{started.RunId} has other arguments than {caller.RunId} has given it");
        Note(caller, started, chain);
        var ends = _chains[caller.Run.FirstRunId].SelectMany(log => log.Entries.Select(entry => (Log: log, entry.Event)))
            .Where(one => one.Event is ChildEnded e && e.RunId == started.RunId).ToList();
        if (started.IsDetached)
        {
            if (ends.Count > 0)
                Report($"{ends[0].Log.RunId} was told of the end of {started.RunId}, which is detached");
            return;
        }

        LookAtEnds(caller, chain, ends);
        LookAtOrphan(caller, started, chain);
    }

    private void Note(RunLog caller, ChildStarted started, List<RunLog> chain)
    {
        if (chain.Count > 1)
            _world.Reached.Note("child continued");
        if (ParentOf(caller) is not null)
            _world.Reached.Note("child of a child");
        if (started.IsDetached)
            _world.Reached.Note("detached child");
    }

    /// <summary>The end reaches the caller, or who went on as it, once, unless they had ended before.</summary>
    private void LookAtEnds(RunLog caller, List<RunLog> chain, List<(RunLog Log, RunEvent Event)> ends)
    {
        var callers = _chains[caller.Run.FirstRunId].ToList();
        var end = chain[^1].Entries[^1].Event;
        var isOver = LogCheck.IsEnd(end) && end is not ContinuedAsNew;
        var waiting = callers.Sum(log => log.Inbox.Count(entry => entry.Message.Id == ChildEnd.MessageId(chain[0].RunId)));
        if (ends.Count + waiting > 1)
            Report($"{caller.RunId} was told {ends.Count + waiting} times of the end of {chain[0].RunId}");
        else if (ends.Count == 1 && (!isOver || !IsSame(end, ends[0].Event)))
            Report($"{ends[0].Log.RunId} was told {ends[0].Event}, and {chain[^1].RunId} says {end}");
        else if (ends.Count == 1)
            _world.Reached.Note(ends[0].Log == caller ? "child heard by its caller" : "child heard by the run after its caller");
        else if (isOver && waiting == 0 && callers[^1].Run.LastPosition > chain[^1].Run.LastPosition)
            Report($"{caller.RunId} was never told of the end of {chain[0].RunId}");
        else
            _world.Reached.Note("child ended after its caller");
    }

    /// <summary>A child that nobody waits for any more is asked to stop, soon.</summary>
    private void LookAtOrphan(RunLog caller, ChildStarted started, List<RunLog> chain)
    {
        var isGivenUp = caller.Entries.FirstOrDefault(entry => entry.Event is ChildCancelRequested e && e.Id == started.Id);
        var since = (isGivenUp ?? caller.Entries[^1]).At;
        var stopped = chain.SelectMany(log => log.Entries).FirstOrDefault(entry => entry.Event is CancelRequested);
        if (stopped?.Event is CancelRequested { Reason: { } reason } && reason.Contains(caller.RunId, StringComparison.Ordinal))
            _world.Reached.Note(isGivenUp is null ? "child of an ended caller stopped" : "child given up stopped");
        var isHeld = chain.Exists(log => log.Entries.Any(entry => entry.Event is Blocked or Paused));
        if (!_world.HasJumped && !isHeld && since + Soon < _world.MendedAt && chain[^1].Entries[^1].At > since + Soon && (stopped is null || stopped.At > since + Soon))
            Report($"{chain[^1].RunId} went on although {caller.RunId} didn't wait for it any more since {since:O}");
    }

    private static bool IsSame(RunEvent end, RunEvent told) => (end, told) switch
    {
        (WorkflowCompleted e, ChildCompleted t) => e.Result.Span.SequenceEqual(t.Result.Span),
        (WorkflowFailed e, ChildFailed t) => t.Status == RunStatus.Failed && e.Failure.Message == t.Failure?.Message,
        (WorkflowCanceled e, ChildFailed t) => t.Status == RunStatus.Canceled && e.Reason == t.Reason,
        (WorkflowTerminated e, ChildFailed t) => t.Status == RunStatus.Terminated && e.Reason == t.Reason,
        _ => false,
    };

    private void Report(string what) => _world.Report("family", what);
}
