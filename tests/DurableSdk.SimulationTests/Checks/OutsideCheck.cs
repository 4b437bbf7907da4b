namespace DurableSdk.SimulationTests.Checks;

/// <summary>What those outside were told is what the logs say: of updates, of rows in transactions, of all events.</summary>
internal sealed class OutsideCheck(Simulation world)
{
    public void Run()
    {
        foreach (var (id, answer) in world.Outsider.Updates)
            LookAtUpdate(id, answer);
        LookAtRows();
        if (world.Scenario.HasSubscriber)
            LookAtSubscriber();
    }

    /// <summary>An update that was acknowledged is done once, a refused one not at all.</summary>
    private void LookAtUpdate(string id, UpdateAnswer? answer)
    {
        // A fork does again what it has copied.
        var logs = world.Logs.All.Where(log => !log.Entries.Take((int)log.ForkedAt).Any(entry => entry.Event is UpdateAccepted one && one.Id == id)).ToList();
        var events = logs.SelectMany(log => log.Entries.Skip((int)log.ForkedAt)).Select(entry => entry.Event).ToList();
        var accepted = events.Count(e => e is UpdateAccepted one && one.Id == id);
        var rejected = events.Count(e => e is UpdateRejected one && one.Id == id);
        var ends = events.OfType<UpdateCompleted>().Where(e => e.Id == id).ToList();
        var uses = world.Witness.UsesOf(id).Count(run => logs.Exists(log => log.RunId == run));
        if (accepted + rejected > 1 || ends.Count > accepted || uses > accepted)
            Report($"{id} was accepted {accepted} times, rejected {rejected} times, used {uses} times, and ended {ends.Count} times");
        var isTrue = answer switch
        {
            UpdateAnswer.Done => uses == 1 && ends is [{ Result: not null }],
            UpdateAnswer.Failed => uses == 1 && ends is [{ Failure: not null }],
            UpdateAnswer.Refused => rejected == 1 && uses == 0,
            _ => true,
        };
        if (!isTrue)
            Report($"{id}: its caller heard {answer}, and it was accepted {accepted} times, rejected {rejected} times, used {uses} times, and ended by {string.Join(" and ", ends)}");
    }

    /// <summary>A step's rows are there exactly if its result is.</summary>
    private void LookAtRows()
    {
        var results = new List<string>();
        foreach (var log in world.Logs.All)
        {
            var transactional = NodeParts.All(log.Tree).OfType<StepNode>().Where(step => step.Manner == StepManner.Transactional).Select(step => step.Id).ToHashSet();
            results.AddRange(log.Entries.Skip((int)log.ForkedAt).Select(entry => entry.Event).OfType<StepCompleted>().Where(step => transactional.Contains(StepResult.NodeOf(step))).Select(StepResult.TextOf));
        }

        if (!results.Order(StringComparer.Ordinal).SequenceEqual(world.Rows.Order(StringComparer.Ordinal)))
            world.Report("rows", $"the logs have the results {string.Join(", ", results)}, and the rows are {string.Join(", ", world.Rows)}");
        else if (results.Count > 0)
            world.Reached.Note("rows compared");
    }

    private void LookAtSubscriber()
    {
        foreach (var log in world.Logs.All)
        {
            if (log.Entries.FirstOrDefault(entry => !world.Outsider.Seen.Contains((log.RunId, entry.Sequence))) is { } missed)
                world.Report("subscriber", $"event {missed.Sequence} of {log.RunId} was never given to it");
        }

        world.Reached.Note("subscriber has got everything");
    }

    private void Report(string what) => world.Report("update", what);
}
