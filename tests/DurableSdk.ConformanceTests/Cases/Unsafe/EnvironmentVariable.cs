namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class EnvironmentVariable() : UnsafeCase(typeof(EnvironmentVariableWorkflow))
{
    public override string Does => "Reads an environment variable and passes it to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1009"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The next process was started with another value: the code asks for the step with other arguments, and the run is blocked. In one process "
        + "nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 2)).Blocks("DS1001");
    }

    public override void BeforeProcess(int process) => Environment.SetEnvironmentVariable("SHOP_CURRENCY", process == 1 ? "EUR" : "USD");
}

internal sealed class EnvironmentVariableWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.EchoAsync(Environment.GetEnvironmentVariable("SHOP_CURRENCY") ?? "none");
        return await Steps.GiveAsync(1);
    }
}
