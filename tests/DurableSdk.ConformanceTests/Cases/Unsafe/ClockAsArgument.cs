using System.Globalization;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ClockAsArgument() : UnsafeCase(typeof(ClockAsArgumentWorkflow))
{
    public override string Does => "Passes `DateTime.UtcNow` to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1001"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The code asks for the step with another time than the one recorded: the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Blocks("DS1001");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
    }
}

internal sealed class ClockAsArgumentWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.EchoAsync(DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture));
        return await Steps.GiveAsync(1);
    }
}
