namespace DurableSdk.TestingTests.Workflows;

/// <summary>Code that is "deployed" anew while its runs are in flight: what it does depends on the version that the test says is out.</summary>
public sealed class ChangedWorkflow(Deployment deployment)
{
    [Workflow]
    public async Task<string> RunAsync(string name)
    {
        if (deployment.Version == 2)
            await CheckAsync(name);
        if (deployment.Version == 3 && Durable.Patched("check"))
            await CheckAsync(name);
        var text = await GreetAsync(name);
        await Durable.Sleep(TimeSpan.FromDays(1));
        return text;
    }

    [Step]
    public Task<string> GreetAsync(string name) => Task.FromResult($"Hello {name}");

    [Step]
    private Task CheckAsync(string name) => Task.CompletedTask;
}

public sealed record Deployment(int Version);
