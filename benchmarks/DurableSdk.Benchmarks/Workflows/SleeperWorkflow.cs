namespace DurableSdk.Benchmarks;

/// <summary>Sleeps until a time, or not at all, and then has a step that says how late it is.</summary>
public sealed class SleeperWorkflow(Lateness lateness)
{
    [Workflow]
    public async Task RunAsync(DateTimeOffset? dueAt)
    {
        if (dueAt is { } time)
            await Durable.SleepUntil(time);
        await GoOnAsync(dueAt);
    }

    [Step]
    private Task<StepResult> GoOnAsync(DateTimeOffset? dueAt)
    {
        if (dueAt is { } time)
            lateness.Add(DateTimeOffset.UtcNow - time);
        return Task.FromResult(StepResult.Of(1));
    }
}
