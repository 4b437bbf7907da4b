namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class TaskRunNotAwaited() : UnsafeCase(typeof(TaskRunNotAwaitedWorkflow))
{
    public override string Does => "Sends a mail in a `Task.Run` that nobody awaits.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004", "DUR1029"];

    public override string Really => "Every replay sends it again. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        await using var run = await lab.OpenAsync(new Crash(Event: 2));
        (await run.EndAsync()).Completes("1");
        await run.Journal.Until(() => run.Journal.Count("mail") == 2).Soon();
    }

    public override void Configure(DurableOptions options, int process) =>
        options.Services.AddSingleton<Action<string>>(services => services.GetRequiredService<Journal>().Add);
}

internal sealed class TaskRunNotAwaitedWorkflow(Action<string> send)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        _ = Task.Run(() => send("mail"));
        return await Steps.GiveAsync(1);
    }
}
