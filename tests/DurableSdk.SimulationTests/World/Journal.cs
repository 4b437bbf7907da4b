namespace DurableSdk.SimulationTests.World;

/// <summary>One execution of a step's method.</summary>
internal sealed class Execution(long number, string runId, string stepId, int attempt, int process, long epoch)
{
    public long Number => number;

    public string RunId => runId;

    public string StepId => stepId;

    public int Attempt => attempt;

    public int Process => process;

    public long Epoch => epoch;

    public bool HasEnded { get; set; }
}

/// <summary>The outside world, which sees each execution of a step.</summary>
internal sealed class Journal(Simulation world)
{
    private readonly List<Execution> _executions = [];

    public IReadOnlyList<Execution> Executions => _executions;

    /// <summary>After which a step that was cancelled can't be on its way to its next attempt any more.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(1);

    public Execution Begin(SimProcess process, StepContext step, int node)
    {
        var execution = new Execution(_executions.Count + 1, step.RunId, step.StepId, step.Attempt, process.Number, process.Epoch);
        var log = world.Logs.Of(step.RunId);
        // An owner that was taken over from and hasn't heard of it may begin what it has in hand: nobody can keep it from that.
        if (process.Epoch == world.Machine.Database.Epoch)
            Check(execution, log, node);
        else
            world.Reached.Note("stale owner executes");
        _executions.Add(execution);
        return execution;
    }

    /// <summary>Whether a node lies where no cancellation comes.</summary>
    private static bool IsShielded(RunLog log, int node) =>
        NodeParts.All(log.Tree).OfType<ShieldNode>().Any(shield => NodeParts.All(shield).Any(inner => inner.Id == node));

    private void Check(Execution execution, RunLog log, int node)
    {
        if (log.WasGivenUp(execution.StepId, world.Machine.Loop.Clock.Now - OnItsWay) && !world.HasJumped && !IsShielded(log, node))
            world.Report("cancelled", $"{execution.RunId}: attempt {execution.Attempt} of {execution.StepId} begins although the step was cancelled");
        if (log.HasOutcome(execution.StepId))
            world.Report("runs again", $"{execution.RunId}: {execution.StepId} runs again although its outcome is in the log");
        foreach (var other in _executions)
        {
            if (other.HasEnded || (other.RunId, other.StepId, other.Process, other.Epoch) != (execution.RunId, execution.StepId, execution.Process, execution.Epoch))
                continue;
            if (!log.HasEndOf(other.StepId, other.Attempt))
                world.Report("overlap", $"{execution.RunId}: attempt {execution.Attempt} of {execution.StepId} runs while attempt {other.Attempt} does");
            else
                world.Reached.Note("fenced attempt still runs");
        }
    }
}
