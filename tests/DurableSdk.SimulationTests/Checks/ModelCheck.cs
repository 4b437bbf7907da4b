using System.Text.Json;

namespace DurableSdk.SimulationTests.Checks;

/// <summary>A run's end against what its program can come to, and its steps against those that it can't have left out.</summary>
internal sealed class ModelCheck(Simulation world, RunLog log)
{
    public void Run()
    {
        var tree = log.Tree;
        var wasCancelled = log.Entries.Any(entry => entry.Event is CancelRequested);
        var possible = TimedOut(Possible(tree, wasCancelled || log.HasTimedOut));
        var end = log.Entries[^1].Event;
        if (log.HasTimedOut)
            world.Reached.Note("timed out");
        var actual = end switch
        {
            WorkflowCompleted => Ends.Good,
            WorkflowFailed => Ends.Broken,
            WorkflowCanceled => Ends.Cancelled,
            ContinuedAsNew => Ends.Continued,
            _ => Ends.None,
        };
        if (actual != Ends.None && !possible.HasFlag(actual))
            world.Report("model", $"{log.RunId} ended with {end.GetType().Name}, and its program can only be {possible}");
        if (actual is Ends.Good or Ends.Continued)
            LookForSteps(tree);
        if (end is WorkflowCompleted completed)
            LookAtResult(tree, completed);
    }

    /// <summary>What its time limit ends as a cancellation does fails, unless somebody cancelled it before.</summary>
    private Ends TimedOut(Ends ends) => log.HasTimedOut && ends.HasFlag(Ends.Cancelled) ? ends | Ends.Broken : ends;

    private Ends Possible(Node tree, bool wasCancelled)
    {
        var ends = ProgramModel.EndsOf(log.Entries.Any(entry => entry.Event is ChildFailed) ? tree : WithoutFailures(tree), wasCancelled);
        // Made by the shrinker only: there is nothing to go on with.
        return ends.HasFlag(Ends.Continued) && log.Program.Generation == log.Program.Plan.Generations.Length - 1 ? (ends & ~Ends.Continued) | Ends.Broken : ends;
    }

    /// <summary>Where the log has no failure of a child, none can be what ended the run.</summary>
    private static Node WithoutFailures(Node tree) => NodeParts.Changed(tree, node => node is ChildNode ? new SleepNode { Id = node.Id } : node);

    /// <summary>Of a run that ended well each step that stands on its only way has run, each once, and in the program's order.</summary>
    private void LookForSteps(Node tree)
    {
        var results = Results();
        var last = 0L;
        foreach (var node in ProgramModel.SurelyRun(tree))
        {
            var found = results.GetValueOrDefault(node.Step.Id);
            if (found.Count != 1)
                world.Report("model", $"{log.RunId}: step {node.Step.Id} has {found.Count} results in a run that ended well");
            else if (node.IsInOrder && found.Sequence < last)
                world.Report("model", $"{log.RunId}: step {node.Step.Id} has its result before the one that it comes after");
            if (node.IsInOrder)
                last = found.Sequence;
        }
    }

    private Dictionary<int, (int Count, long Sequence)> Results()
    {
        var results = new Dictionary<int, (int Count, long Sequence)>();
        foreach (var entry in log.Entries)
        {
            if (entry.Event is not StepCompleted completed)
                continue;
            var node = StepResult.NodeOf(completed);
            results[node] = (results.GetValueOrDefault(node).Count + 1, entry.Sequence);
        }

        return results;
    }

    /// <summary>Where nothing in the program is left to chance, the result is the program's over the results of its steps.</summary>
    private void LookAtResult(Node tree, WorkflowCompleted end)
    {
        var results = log.Entries.Select(entry => entry.Event).OfType<StepCompleted>().Select(StepResult.TextOf)
            .GroupBy(text => text.Split('x')[0]).ToDictionary(group => group.Key, group => group.First());
        AddChildren(tree, results);
        var expected = ProgramModel.ResultOf(tree, results);
        var actual = JsonSerializer.Deserialize<string>(end.Result.Span);
        if (expected is not null && expected != actual)
            world.Report("model", $"{log.RunId}: the result is {actual}, and its steps give {expected}");
        if (expected is not null)
            world.Reached.Note("result compared");
    }

    /// <summary>A call is known by the tree that it gives to its child.</summary>
    private void AddChildren(Node tree, Dictionary<string, string> results)
    {
        var events = log.Entries.Select(entry => entry.Event).ToList();
        var calls = NodeParts.All(tree).OfType<ChildNode>().ToLookup(call => call.Generations[0].Id);
        foreach (var (started, ended) in events.OfType<ChildStarted>().Join(events.OfType<ChildCompleted>(), started => started.RunId, ended => ended.RunId, (started, ended) => (started, ended)))
        {
            foreach (var call in calls[world.Plans.Arguments(started.Arguments).Plan.Generations[0].Id])
                results[ProgramModel.ResultKey(call)] = JsonSerializer.Deserialize<string>(ended.Result.Span)!;
        }
    }
}
