using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gallery.Demonstrations;

// A server on this machine is overloaded, and answers the first three requests with 503. The step says how often it is tried and how the pauses grow: 0.2 s, 0.4 s, 0.8 s, each a little
// more or less. Failed attempts and the time of the next one are in the log, so the process may be killed in a pause.
// Look at: the pauses, and the attempts in the timeline. The one after the crash doesn't begin to count anew.
internal sealed class RetrySample : ISample
{
    public string Name => "retry";

    public string Summary => "A flaky HTTP endpoint, asked again after pauses that grow, also over a restart.";

    public async Task RunAsync(Stage stage)
    {
        var requests = new Ledger(stage.PathOf("requests.txt"));
        await using var server = await Loopback.ServeAsync(app => app.MapGet("/tide", () =>
        {
            requests.Add($"{Guid.NewGuid()}", "request");
            return requests.Effects.Count > 3 ? Results.Text("high water at 14:20") : Results.StatusCode((int)HttpStatusCode.ServiceUnavailable);
        }));
        await using var host = await stage.StartAsync(o => o.Services.AddSingleton(server.Client));
        var run = await host.Client.StartRetryWorkflowAsync(new() { IdempotencyKey = "tide" });
        await Stage.SeesAsync(host.Client, e => e is StepAttemptFailed { Attempt: 2 });
        stage.CrashHere("in the pause after the second attempt");
        var tide = await run.ResultAsync();
        stage.Say($"After {requests.Effects.Count} requests: {tide}.");
        await foreach (var entry in host.Client.GetEventsAsync(run.RunId))
        {
            if (entry.Event is StepAttemptFailed failed)
                stage.Say($"Attempt {failed.Attempt} failed, the next one {(failed.RetryAt - entry.At).TotalSeconds:0.0} s later.");
        }
    }
}

internal sealed class RetryWorkflow(Stage stage, HttpClient server)
{
    [Workflow]
    public async Task<string> RunAsync() => await FetchAsync();

    [Step(MaxAttempts = 6, RetryDelay = "200ms", Backoff = 2, Timeout = "5s")]
    private async Task<string> FetchAsync(CancellationToken cancel = default)
    {
        stage.Say("asks for the tide");
        return await server.GetStringAsync("/tide", cancel);
    }
}
