namespace DurableSdk.SimulationTests.Checks;

/// <summary>A run that ends badly has undone what can be undone: each once, in the reverse order of the outcomes, before its end.</summary>
internal sealed class UndoCheck(RunLog log, Action<string, string> report)
{
    private const string Suffix = "/compensate";

    public void Run()
    {
        var begun = log.Entries.ToList().FindIndex(entry => entry.Event is CompensationStarted);
        var undos = Undoable();
        var done = Done();
        if (done.Count > 0 && begun < 0)
            Report("steps were undone in a run that never began to");
        if (log.Entries[^1].Event is WorkflowFailed or WorkflowCanceled && !undos.SetEquals(done))
            Report($"it ended with [{string.Join(", ", undos.Except(done))}] not undone");
        if (log.Entries[^1].Event is WorkflowCompleted or ContinuedAsNew && begun >= 0)
            Report("it ended well and undid its steps");
        if (!done.SetEquals(done.Intersect(undos)))
            Report($"[{string.Join(", ", done.Except(undos))}] were undone and had no effect");
        LookAtOrder(undos);
    }

    /// <summary>Steps that had, or may have had, their effect.</summary>
    private HashSet<string> Undoable()
    {
        var undos = new HashSet<string>();
        var unknown = new HashSet<string>();
        foreach (var entry in log.Entries)
        {
            if (entry.Event is StepAttemptFailed { IsCompensable: true, IsUnknown: true } attempt)
                unknown.Add(attempt.Id);
            if (entry.Event is StepCompleted { IsCompensable: true } completed)
                undos.Add(completed.Id);
            if (entry.Event is StepFailed { IsCompensable: true } failed && (failed.IsUnknown || unknown.Contains(failed.Id)))
                undos.Add(failed.Id);
        }

        return undos;
    }

    private HashSet<string> Done() => [.. log.Entries.Select(entry => entry.Event).OfType<CompensationCompleted>().Select(e => e.Id[..^Suffix.Length])];

    /// <summary>Between two resumes, from the latest outcome to the earliest. What was being undone at a resume goes on, before what had failed is undone again.</summary>
    private void LookAtOrder(HashSet<string> undos)
    {
        var places = new Dictionary<string, long>();
        var (left, failed) = (new HashSet<long>(), new HashSet<long>());
        var (last, underway) = (long.MaxValue, 0L);
        foreach (var entry in log.Entries)
        {
            switch (entry.Event)
            {
                case StepCompleted or StepFailed:
                    if (places.TryAdd(((StepEvent)entry.Event).Id, entry.Sequence) && undos.Contains(((StepEvent)entry.Event).Id))
                        left.Add(entry.Sequence);
                    break;
                case Resumed when last < long.MaxValue:
                    underway = left.Except(failed).Where(place => place < last).DefaultIfEmpty().Max();
                    last = long.MaxValue;
                    failed.Clear();
                    break;
                case CompensationCompleted or CompensationFailed:
                    var place = places.GetValueOrDefault(((StepEvent)entry.Event).Id[..^Suffix.Length]);
                    if (place > last)
                        Report($"event {entry.Sequence} undoes what event {place} says, after what event {last} says was undone");
                    if (entry.Event is CompensationCompleted)
                        left.Remove(place);
                    else
                        failed.Add(place);
                    last = place == underway ? long.MaxValue : place;
                    underway = 0;
                    break;
            }
        }
    }

    private void Report(string what) => report("undo", $"{log.RunId}: {what}");
}
