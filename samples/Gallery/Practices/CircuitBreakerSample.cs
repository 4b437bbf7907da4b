using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;

namespace Gallery.Practices;

// A service is down. After three failures the circuit breaker, which all runs of the process share, opens: for a while nobody even calls. The step names a Polly pipeline; an open circuit
// is a failed attempt that says when it may be tried again, and the log waits for that. The process is killed while the circuit is open; the next one begins with a closed one.
// Look at: the service is called less often than steps are tried.
internal sealed class CircuitBreakerSample : ISample
{
    public const string Pipeline = "pilots";

    private const int Failures = 5;

    public string Name => "circuit-breaker";

    public string Summary => "A circuit breaker around a failing service, shared by all runs.";

    public async Task RunAsync(Stage stage)
    {
        var calls = new Ledger(stage.PathOf("calls.txt"));
        await using var service = await Loopback.ServeAsync(app => app.MapGet("/pilot", () =>
        {
            calls.Add($"{Guid.NewGuid()}", "call");
            return calls.Effects.Count > Failures ? Results.Text("pilot on the way") : Results.StatusCode(500);
        }));
        await using var host = await stage.StartAsync(o => o.Services.AddSingleton(service.Client));
        string[] ships = ["Aurora", "Bel", "Calla"];
        var runs = await Task.WhenAll(ships.Select(ship => host.Client.StartPilotWorkflowAsync(ship, new() { RunId = ship, IdempotencyKey = ship })));
        await Stage.SeesAsync(host.Client, e => e is StepAttemptFailed { Failure.Type: "Polly.CircuitBreaker.BrokenCircuitException" });
        stage.CrashHere("while the circuit is open");
        foreach (var run in runs)
            stage.Say($"{run.RunId}: {await run.ResultAsync()}.");
        var (attempts, rejected) = await CountAsync(host.Client, ships);
        stage.Say($"{attempts} attempts made {calls.Effects.Count} calls; the breaker kept back {(rejected > 0 ? "the others" : "none")}.");
    }

    /// <summary>The registry of the steps' pipelines. A host looks for every pipeline that a step names, so all hosts of the program have it.</summary>
    public static void AddPipelines(IServiceCollection services) => services.AddSingleton<ResiliencePipelineProvider<string>>(_ =>
    {
        var pipelines = new ResiliencePipelineRegistry<string>();
        pipelines.TryAddBuilder(Pipeline, (builder, _) => builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            MinimumThroughput = 3,
            FailureRatio = 1,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(1),
        }));
        return pipelines;
    });

    private static async Task<(int Attempts, int Rejected)> CountAsync(DurableClient client, string[] runIds)
    {
        int attempts = 0, rejected = 0;
        foreach (var runId in runIds)
        {
            await foreach (var entry in client.GetEventsAsync(runId))
            {
                attempts += entry.Event is StepAttemptFailed or StepCompleted ? 1 : 0;
                rejected += entry.Event is StepAttemptFailed { Failure.Type: "Polly.CircuitBreaker.BrokenCircuitException" } ? 1 : 0;
            }
        }

        return (attempts, rejected);
    }
}

internal sealed class PilotWorkflow(Stage stage, HttpClient service)
{
    [Workflow]
    public async Task<string> RunAsync(string ship) => await CallAsync(ship);

    [Step(Pipeline = CircuitBreakerSample.Pipeline, MaxAttempts = 100, RetryDelay = "100ms", Backoff = 1)]
    private async Task<string> CallAsync(string ship, CancellationToken cancel = default)
    {
        stage.Say($"calls a pilot for the {ship}");
        return await service.GetStringAsync("/pilot", cancel);
    }
}
