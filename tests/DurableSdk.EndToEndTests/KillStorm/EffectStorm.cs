using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Steps that write to the run's own file: at every death the rows on disk are exactly those whose results are.</summary>
internal sealed class EffectStorm(TestDirectory directory, int seed, bool evict) : RunStorm(directory, seed)
{
    /// <summary>Steps whose rows were written, and were gone after a kill.</summary>
    public int Undone { get; private set; }

    protected override int LineBytes => 60;

    protected override int RunsAhead => 40;

    public static void RowsAreThoseOfResults(DatabaseLog log)
    {
        Assert.That(log.Effects, Is.Unique);
        var recorded = log.Events.Where(e => e.Kind == LogKind.StepCompleted && IsTransactional(e.Step)).Select(e => (e.Step.RunId, e.Step.StepId));
        Assert.That(log.Effects.ToHashSet().SetEquals(recorded), "The rows on disk are not those of the results on disk.");
    }

    protected override WorkloadArguments Configure(WorkloadArguments arguments) => arguments with { Effects = true, Evict = evict };

    protected override void Look(WorkloadArguments life)
    {
        RowsAreThoseOfResults(Log!);
        var outcomes = Log!.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step).ToHashSet();
        Undone += JournalLog.Read(life.Incarnation, life.Journal).Begun.Count(line => IsTransactional(line.Step) && !outcomes.Contains(line.Step));
    }

    protected override void LookAtTheEnd()
    {
        Assert.That(Log!.Effects, Has.Count.EqualTo(Runs * EffectWorkflow.Rows));
        Assert.That(Log.Runs.Select(run => run.Status), Is.All.EqualTo(RunStatus.Completed));
    }

    protected override string Found() => $"{Log!.Effects.Count} rows, {Undone} steps had begun and were undone by a kill";

    private static bool IsTransactional(StepKey step) => step.StepId.StartsWith("WriteAsync", StringComparison.Ordinal);
}
