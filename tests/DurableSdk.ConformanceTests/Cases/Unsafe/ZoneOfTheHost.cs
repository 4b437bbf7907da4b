namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ZoneOfTheHost() : UnsafeCase(typeof(ZoneOfTheHostWorkflow))
{
    public override string Does => "Passes the `DateTime` of a `DateTimeOffset` to a step that takes a `DateTimeOffset`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1033"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The next process stands in another time zone, and gives the time another offset: the run is blocked. In one process nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        TimeZones.IgnoreWhereTheyCanNotBeSet();
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 2)).Blocks("DS1001");
    }

    public override void BeforeProcess(int process) => TimeZones.Set(process);
}

internal sealed class ZoneOfTheHostWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await NoteAsync(DateTimeOffset.UnixEpoch.DateTime);
        return await Steps.GiveAsync(1);
    }

    [Step]
    private static Task NoteAsync(DateTimeOffset at) => Task.CompletedTask;
}
