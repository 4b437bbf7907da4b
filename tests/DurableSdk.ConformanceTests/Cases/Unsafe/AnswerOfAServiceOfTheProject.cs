namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class AnswerOfAServiceOfTheProject() : UnsafeCase(typeof(AnswerOfAServiceOfTheProjectWorkflow))
{
    private readonly Numbers _numbers = new();

    public override string Does => "Asks a service of the same project, which counts, for a number and passes it to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1013"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The service is asked again at every replay, and gives another number: the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Blocks("DS1001");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(_numbers);
}

internal sealed class AnswerOfAServiceOfTheProjectWorkflow(Numbers numbers)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(numbers.Next());
        return await Steps.GiveAsync(1);
    }
}

internal sealed class Numbers
{
    private int _last;

    public int Next() => ++_last;
}
