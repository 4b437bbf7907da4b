using DurableSdk.Peers.Measuring;

namespace DurableSdk.Peers.Engine;

public sealed class SleeperWorkflow
{
    [Workflow]
    public async Task<Slept> RunAsync(DateTimeOffset dueAt)
    {
        var before = await ClockAsync();
        await Durable.SleepUntil(dueAt);
        return new Slept(before, await ClockAsync());
    }

    [Step]
    private static Task<DateTimeOffset> ClockAsync() => Task.FromResult(DateTimeOffset.UtcNow);
}
