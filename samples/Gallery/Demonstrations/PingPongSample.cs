namespace Gallery.Demonstrations;

// Two workflows play to each other by durable messages: a message lies in the other's inbox from the very transaction that records it as sent. The process is killed in the third rally.
// Look at: both logs, and that no ball is lost or comes twice.
internal sealed class PingPongSample : ISample
{
    public string Name => "ping-pong";

    public string Summary => "Two workflows send each other messages, none lost and none twice.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var pong = await host.Client.StartPongWorkflowAsync(5, new() { RunId = "pong", IdempotencyKey = "pong" });
        var ping = await host.Client.StartPingWorkflowAsync(5, "pong", new() { RunId = "ping", IdempotencyKey = "ping" });
        stage.Say($"Ping hit {await ping.ResultAsync()} balls, and pong {await pong.ResultAsync()}.");
    }
}

/// <summary>The ball, with the number of the rally and the address of who hit it.</summary>
internal sealed record Ball(int Rally, string From);

internal sealed class PingWorkflow(Stage stage)
{
    [Workflow]
    public async Task<int> RunAsync(int rallies, string opponent)
    {
        for (var rally = 1; rally <= rallies; rally++)
        {
            await PingAsync(rally);
            await Durable.Send(opponent, "ball", new Ball(rally, Durable.Run.RunId));
            await Durable.WaitForSignal<Ball>("ball");
        }

        return rallies;
    }

    [Step]
    private Task PingAsync(int rally)
    {
        stage.Say($"ping {rally}");
        return Task.CompletedTask;
    }
}

internal sealed class PongWorkflow(Stage stage)
{
    [Workflow]
    public async Task<int> RunAsync(int rallies)
    {
        var hits = 0;
        while (hits < rallies)
        {
            var ball = await Durable.WaitForSignal<Ball>("ball");
            await PongAsync(ball.Rally);
            await Durable.Send(ball.From, "ball", ball with { From = Durable.Run.RunId });
            hits++;
        }

        return hits;
    }

    [Step]
    private Task PongAsync(int rally)
    {
        stage.Say($"pong {rally}");
        if (rally == 3)
            stage.CrashHere("while the third ball is in the air");
        return Task.CompletedTask;
    }
}
