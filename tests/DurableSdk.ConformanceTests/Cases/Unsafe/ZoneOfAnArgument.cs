namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ZoneOfAnArgument() : UnsafeCase(typeof(ZoneOfAnArgumentWorkflow))
{
    public override string Does => "Passes a `DateTime` that a step gave without a zone to a step that takes a `DateTimeOffset`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1034"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The next process stands in another time zone, and gives the time another offset: the run is blocked. Nothing bad where the time is UTC.";

    public override async Task ProveAsync(Lab lab)
    {
        TimeZones.IgnoreWhereTheyCanNotBeSet();
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 3)).Blocks("DS1001");
    }

    public override void BeforeProcess(int process) => TimeZones.Set(process);
}

internal sealed class ZoneOfAnArgumentWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var day = await DayAsync();
        await NoteAsync(day);
        return await Steps.GiveAsync(1);
    }

    [Step]
    private static Task<DateTime> DayAsync() => Task.FromResult(new DateTime(2024, 1, 1));

    [Step]
    private static Task NoteAsync(DateTimeOffset at) => Task.CompletedTask;
}
