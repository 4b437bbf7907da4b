using System.Globalization;
using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>What must hold whatever happens to the process.</summary>
internal static class StormChecks
{
    /// <summary>
    /// A life begins nothing whose outcome was on disk before it, and nothing twice: so whatever ran again was in flight at a kill.
    /// </summary>
    public static void NothingRecordedRanAgain(JournalLog life, IReadOnlySet<StepKey> recorded, IReadOnlySet<(string RunId, string StepId)> ended)
    {
        var steps = life.Begun.Select(line => line.Step).ToList();
        Assert.That(steps, Is.Unique, $"Life {life.Incarnation} made an attempt twice.");
        Assert.That(steps.Where(recorded.Contains), Is.Empty, $"Life {life.Incarnation} made attempts whose outcome was recorded.");
        Assert.That(steps.Where(step => ended.Contains((step.RunId, step.StepId))), Is.Empty, $"Life {life.Incarnation} ran steps that had ended.");
    }

    /// <summary>Results, that is: an attempt that fails while the host stops may have failed because of it, and is made again.</summary>
    public static void WhatWasFinishedIsRecorded(JournalLog life, IReadOnlySet<StepKey> recorded) => Assert.That(
        life.Lines.Where(line => line.What == "done" && !recorded.Contains(line.Step)),
        Is.Empty,
        $"Life {life.Incarnation} was stopped gracefully and lost steps that had ended.");

    public static void EveryRunHasCompleted(DatabaseLog log, int runs)
    {
        Assert.That(log.Runs.Where(run => run.Status is not (RunStatus.Completed or RunStatus.ContinuedAsNew)), Is.Empty);
        var links = log.Runs.GroupBy(run => run.FirstRunId).ToDictionary(chain => chain.Key, chain => chain.Count());
        Assert.That(links, Is.EquivalentTo(Enumerable.Range(1, runs).ToDictionary(RunSet.IdOf, RunSet.LinksOf)), "A run that continues has one next run.");
        var chainOf = log.Runs.ToDictionary(run => run.RunId, run => run.FirstRunId);
        var results = log.Events.Where(e => e.Kind == LogKind.WorkflowCompleted).ToDictionary(e => chainOf[e.RunId], e => e.Result<Outcome>().Value);
        Assert.That(results, Is.EquivalentTo(Enumerable.Range(1, runs).ToDictionary(RunSet.IdOf, RunSet.ExpectedValue)));
    }

    public static void SequencesHaveNoGap(DatabaseLog log)
    {
        foreach (var run in log.Events.GroupBy(e => e.RunId))
            Assert.That(run.Select(e => e.Sequence), Is.EqualTo(Enumerable.Range(1, run.Count()).Select(n => (long)n)), run.Key);
    }

    public static void EveryOutcomeIsRecordedOnce(DatabaseLog log, IEnumerable<JournalLog> lives)
    {
        var attempts = log.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step).ToList();
        Assert.That(attempts, Is.Unique);
        var ended = log.Events.Where(e => e.IsStepOutcome).Select(e => (e.RunId, e.Step.StepId)).ToList();
        Assert.That(ended, Is.Unique);
        var begun = lives.SelectMany(life => life.Begun).Select(line => (line.Step.RunId, line.Step.StepId)).Distinct();
        Assert.That(ended, Is.EquivalentTo(begun), "Every step that ever began has one outcome, and no other step has.");
    }

    /// <summary>Each recorded result is that of one execution that the journal knows, of the same attempt, by the build of that life.</summary>
    public static void RecordedResultsAreOfExecutionsThatEnded(
        DatabaseLog log, IReadOnlyDictionary<int, JournalLog> lives, IReadOnlyDictionary<int, string> builds)
    {
        var done = lives.Values
            .SelectMany(life => life.Lines.Where(line => line.What == "done").Select(line => (line.Execution, line.Step, Build: builds[life.Incarnation])))
            .ToHashSet();
        var recorded = log.Events.Where(e => e.Kind == LogKind.StepCompleted)
            .Select(e => (Receipt: e.Result<Receipt>(), e.Step))
            .Select(x => (x.Receipt.Execution, x.Step, Build: x.Receipt.Build.Split(',')[0]))
            .ToList();
        Assert.That(recorded.Where(result => !done.Contains(result)), Is.Empty);
        CheckNoLaterLifeRanThem(recorded.ToDictionary(result => (result.Step.RunId, result.Step.StepId), result => LifeOf(result.Execution)), lives.Values);
    }

    private static void CheckNoLaterLifeRanThem(
        Dictionary<(string RunId, string StepId), int> recordedBy, IEnumerable<JournalLog> lives) => Assert.That(
        lives.SelectMany(life => life.Begun).Where(line => LifeOf(line.Execution) > recordedBy.GetValueOrDefault((line.Step.RunId, line.Step.StepId), int.MaxValue)),
        Is.Empty,
        "Steps ran in a later life than the one whose result is recorded.");

    private static int LifeOf(string execution) => int.Parse(execution.Split(':')[0], CultureInfo.InvariantCulture);

    public static void RunsSawRecordedResults(DatabaseLog log)
    {
        var chainOf = log.Runs.ToDictionary(run => run.RunId, run => run.FirstRunId);
        foreach (var run in log.Events.GroupBy(e => chainOf[e.RunId]))
        {
            var recorded = run.Where(e => e.Kind == LogKind.StepCompleted).Select(e => e.Result<Receipt>().Execution);
            var seen = run.Last().Result<Outcome>().Executions;
            Assert.That(seen, Is.EquivalentTo(recorded), run.Key);
        }
    }
}
