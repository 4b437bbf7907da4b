namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StackTraceAsArgument() : UnsafeCase(typeof(StackTraceAsArgumentWorkflow))
{
    public override string Does => "Passes the text of an exception, with its stack trace, to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1035"];

    public override string Really => "Nothing bad while the same build replays: it makes the same trace. The next one has other lines, and asks for the step with other arguments.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 5)).Completes("1");
    }
}

internal sealed class StackTraceAsArgumentWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        try
        {
            await HelpAsync();
        }
        catch (InvalidOperationException e)
        {
            await Steps.EchoAsync(e.ToString());
        }

        return await Steps.GiveAsync(1);
    }

    private static async Task HelpAsync()
    {
        await Steps.GiveAsync(2);
        await Steps.FailAsync();
    }
}
