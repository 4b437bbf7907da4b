namespace Gallery.Demonstrations;

// A sleep is an entry of the log with the time when it ends. It needs no thread and no process: kill the program while it sleeps, and the next one sleeps only for what is left.
// Look at: the time between "PourAsync#1 done" and "Sleep#1 is over", which is 2 seconds with the crash and without it.
internal sealed class TimerSample : ISample
{
    public string Name => "timer";

    public string Summary => "A durable sleep goes on over a restart, and ends when it should.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartTimerWorkflowAsync("Earl Grey", new() { IdempotencyKey = "tea" });
        await Stage.SeesAsync(host.Client, e => e is TimerStarted);
        stage.CrashHere("while it sleeps");
        var slept = await run.ResultAsync();
        stage.Say($"{slept.TotalSeconds:0.0} seconds later: {(slept >= TimeSpan.FromSeconds(2) ? "the tea is drawn." : "the tea is water.")}");
    }
}

internal sealed class TimerWorkflow(Stage stage)
{
    [Workflow]
    public async Task<TimeSpan> RunAsync(string tea)
    {
        await PourAsync(tea);
        var poured = Durable.UtcNow;
        await Durable.Sleep(TimeSpan.FromSeconds(2));
        await ServeAsync(tea);
        return Durable.UtcNow - poured;
    }

    [Step]
    private Task PourAsync(string tea)
    {
        stage.Say($"hot water on the {tea}");
        stage.SlowDownToCrash();
        return Task.CompletedTask;
    }

    [Step]
    private Task ServeAsync(string tea)
    {
        stage.Say($"the {tea} is ready");
        return Task.CompletedTask;
    }
}
