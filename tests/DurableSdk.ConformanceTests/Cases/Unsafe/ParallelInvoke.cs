using System.Collections.Concurrent;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ParallelInvoke() : UnsafeCase(typeof(ParallelInvokeWorkflow))
{
    public override string Does => "Collects names by `Parallel.Invoke` and passes them to a step in the order in which they came.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The threads come in in another order after a crash: the code asks for the step with other arguments, and the run is blocked. In the first "
        + "run nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(new Race(process == 1 ? "a" : "b"));
}

internal sealed class ParallelInvokeWorkflow(Race race)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var names = new ConcurrentQueue<string>();
        Parallel.Invoke(() => race.Run("a", names.Enqueue), () => race.Run("b", names.Enqueue));
        await Steps.EchoAsync(string.Concat(names));
        return await Steps.GiveAsync(1);
    }
}
