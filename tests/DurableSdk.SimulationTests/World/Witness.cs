namespace DurableSdk.SimulationTests.World;

/// <summary>
/// Hears all that the code of runs learns, in its order. A run that is built anew from its log must learn the same, and a result must be in the log by then.
/// </summary>
internal sealed class Witness(Simulation world)
{
    private readonly Dictionary<string, List<string>> _traces = [];
    private readonly Dictionary<string, DateTimeOffset> _times = [];
    private readonly Dictionary<string, HashSet<string>> _uses = [];

    /// <summary>Which runs have used a message.</summary>
    public IReadOnlyCollection<string> UsesOf(string message) => _uses.GetValueOrDefault(message) ?? [];

    /// <summary>How much the code of a run has learned so far.</summary>
    public IReadOnlyList<string> TraceOf(string runId) => _traces.GetValueOrDefault(runId) ?? [];

    [WorkflowSafe]
    public void See(string runId, int number, int node, string text, DateTimeOffset now)
    {
        var seen = $"{node} {text} at {now.UtcTicks}";
        if (!_traces.TryGetValue(runId, out var trace))
            _traces[runId] = trace = [];
        if (number < trace.Count)
        {
            world.Reached.Note("replayed");
            if (trace[number] != seen)
                world.Report("replay", $"{runId}: observation {number} was '{trace[number]}' and is '{seen}' when the run is built anew");
            return;
        }

        if (number > trace.Count)
            world.Report("replay", $"{runId}: observation {number} without the ones before it");
        trace.Add(seen);
        if (now < _times.GetValueOrDefault(runId))
            world.Report("clock", $"{runId}: the run's time went back from {_times[runId]:O} to {now:O}");
        _times[runId] = now;
        foreach (var result in StepResult.AllIn(text))
        {
            if (!world.Logs.Of(runId).HasResult(result))
                world.Report("early result", $"{runId}: the code has the result {result}, which the log doesn't hold");
        }
    }

    [WorkflowSafe]
    public void Use(string runId, string message)
    {
        if (!_uses.TryGetValue(message, out var runs))
            _uses[message] = runs = [];
        runs.Add(runId);
    }
}
