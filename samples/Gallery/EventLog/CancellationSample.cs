namespace Gallery.EventLog;

// A tank is being filled when somebody cancels the run. Its wait ends by an OperationCanceledException, and the clean-up runs behind a shield: neither a second cancel nor a kill in the middle
// keeps it from being done to its end. The process is killed between the two valves.
// Look at: the first valve comes from the log; the drain opens only when the pressure has had its second, also in the next process.
internal sealed class CancellationSample : ISample
{
    public string Name => "cancellation";

    public string Summary => "A cancelled run cleans up behind a shield, to the end, whatever comes.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var tank = await host.Client.StartTankWorkflowAsync("tank-2", new() { IdempotencyKey = "tank-2" });
        if (!stage.GoesOn)
        {
            await Stage.SeesAsync(host.Client, e => e is TimerStarted);
            await tank.CancelAsync("the harbour is closed");
            await Stage.SeesAsync(host.Client, e => e is TimerStarted { Id: not "Sleep#1" });
            await tank.CancelAsync("hurry up");
            stage.CrashHere("in the middle of the clean-up");
        }

        try
        {
            await tank.WaitAsync();
        }
        catch (WorkflowCanceledException e)
        {
            stage.Say($"Canceled: {e.Message}");
        }

        stage.Say($"The tank: {string.Join(", ", await File.ReadAllLinesAsync(stage.PathOf("tank-2.txt")))}.");
    }
}

internal sealed class TankWorkflow(Stage stage)
{
    [Workflow]
    public async Task RunAsync(string tank)
    {
        await TurnAsync(tank, "inlet open");
        try
        {
            await Durable.Sleep(TimeSpan.FromHours(8));
        }
        finally
        {
            await Durable.Shield(async () =>
            {
                await TurnAsync(tank, "inlet closed");
                await Durable.Sleep(TimeSpan.FromSeconds(2));
                await TurnAsync(tank, "drain open");
            });
        }
    }

    [Step]
    private Task TurnAsync(string tank, string valve)
    {
        stage.Say(valve);
        stage.SlowDownToCrash();
        return File.AppendAllTextAsync(stage.PathOf($"{tank}.txt"), $"{valve}\n");
    }
}
