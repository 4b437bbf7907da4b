namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class AnswerOfADelegate() : UnsafeCase(typeof(AnswerOfADelegateWorkflow))
{
    private int _last;

    public override string Does => "Asks an injected delegate for a number and passes it to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1029"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "It is asked again at every replay, and gives another number: the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Blocks("DS1001");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton<Func<int>>(() => ++_last);
}

internal sealed class AnswerOfADelegateWorkflow(Func<int> next)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(next());
        return await Steps.GiveAsync(1);
    }
}
