using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Runs that call themselves in parallel: at every death a child is there exactly if its parent's log says so, and its end is with its parent exactly if it has ended.</summary>
internal sealed class TreeStorm(TestDirectory directory, int seed, bool evict) : RunStorm(directory, seed)
{
    private int _waited;

    protected override int LineBytes => 60;

    protected override int RunsAhead => 16;

    protected override int RunsEnded => Log!.Runs.Count(run => run.Status == RunStatus.Completed && IsTree(run.RunId));

    protected override WorkloadArguments Configure(WorkloadArguments arguments) => arguments with { Trees = true, Evict = evict };

    protected override void Look(WorkloadArguments life) => _waited += FamiliesAreWhole(Log!);

    protected override void LookAtTheEnd()
    {
        Assert.That(Log!.Inbox, Is.Empty, "ends that nobody has taken");
        Assert.That(Log.Runs.Select(run => run.Status), Is.All.EqualTo(RunStatus.Completed));
        Assert.That(Log.Runs, Has.Count.EqualTo(Runs * TreeWorkflow.Runs));
        Assert.That(Log.Events.Count(e => e.Kind == LogKind.StepCompleted), Is.EqualTo(Runs * TreeWorkflow.Leaves), "Every leaf has one result.");
        var results = Log.Events.Where(e => e.Kind == LogKind.WorkflowCompleted).ToDictionary(e => e.RunId, e => e.Result<long>());
        Assert.That(Enumerable.Range(1, Runs).Select(n => results[RunSet.IdOf(n)]), Is.EqualTo(Enumerable.Range(1, Runs).Select(TreeWorkflow.SumOf)));
    }

    protected override string Found() => $"{Runs} trees, {_waited} ends of children lay in their parents' inboxes at a kill";

    private static bool IsTree(string runId) => runId.StartsWith("run-", StringComparison.Ordinal);

    /// <returns>How many ends of children wait to be taken.</returns>
    private static int FamiliesAreWhole(DatabaseLog log)
    {
        var started = log.Events.Where(e => e.Kind == LogKind.ChildStarted).Select(e => e.ChildId).ToList();
        Assert.That(started, Is.Unique);
        var children = log.Runs.Select(run => run.RunId).Where(id => !IsTree(id));
        Assert.That(children.ToHashSet().SetEquals(started), "The children on disk are not those of their parents' logs.");

        var taken = log.Events.Where(e => e.Kind == LogKind.ChildCompleted).Select(e => e.ChildId).ToList();
        var waiting = log.Inbox.Select(row => row.MessageId!.Split('\u001f')[0]).ToList();
        var told = taken.Concat(waiting).ToList();
        Assert.That(told, Is.Unique, "An end was told twice.");
        var ended = log.Events.Where(e => e.Kind == LogKind.WorkflowCompleted && !IsTree(e.RunId)).Select(e => e.RunId);
        Assert.That(ended.ToHashSet().SetEquals(told), "The ends that were told are not those on disk.");
        return waiting.Count;
    }
}
