namespace DurableSdk.TestingTests.Workflows;

/// <summary>Two steps side by side whose own methods take one second and three, so that one is the first unless something holds it up.</summary>
public sealed class OvertakingWorkflow(TimeProvider time)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        var steps = new List<Task<string>> { HareAsync(), TortoiseAsync() };
        var order = new List<string>();
        while (steps.Count > 0)
        {
            var next = await Task.WhenAny(steps);
            steps.Remove(next);
            order.Add(await next);
        }

        return string.Join(", ", order);
    }

    [Step]
    private async Task<string> HareAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(3), time);
        return "hare";
    }

    [Step]
    private async Task<string> TortoiseAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        return "tortoise";
    }
}
