namespace DurableSdk.ConformanceTests.Cases;

/// <summary>Does what a workflow may do: the same result whether the run stays in memory, is dropped at every wait, or crashes after any event.</summary>
internal abstract class SafeCase(Type workflow) : Case(workflow)
{
    public sealed override string Really => $"`{Result.Replace("|", "\\|", StringComparison.Ordinal)}`, always";

    /// <summary>The run's result, as JSON.</summary>
    protected abstract string Result { get; }

    public sealed override async Task ProveAsync(Lab lab)
    {
        var stayed = await lab.StayAsync();
        stayed.Completes(Result);
        (await lab.EvictAsync()).Completes(Result);
        for (var sequence = 2; sequence <= stayed.Events; sequence++)
            (await lab.CrashAsync(afterEvent: sequence)).Completes(Result);
    }
}
