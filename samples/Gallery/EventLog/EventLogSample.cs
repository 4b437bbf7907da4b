using System.Text;

namespace Gallery.EventLog;

// The smallest workflow, and all that is ever recorded of it. Each event has a sequence, a time, and a body of JSON; nothing else is kept, and from nothing else the run is rebuilt.
// Look at: every event as the client reads it. After the crash the first ones are the same, to the microsecond.
internal sealed class EventLogSample : ISample
{
    public string Name => "event-log";

    public string Summary => "A basic workflow, and each event of its log.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartGreetingWorkflowAsync("Ada", new() { RunId = "greeting-1", IdempotencyKey = "Ada" });
        await Stage.SeesAsync(host.Client, e => e is TimerStarted);
        stage.CrashHere("with four events in the log");
        stage.Say($"{await run.ResultAsync()}.");
        await foreach (var entry in host.Client.GetEventsAsync(run.RunId))
            stage.Say($"{entry.Sequence} {entry.At:HH:mm:ss.ffffff} {Body(entry.Event)}");
    }

    private static string Body(RunEvent e) => e switch
    {
        WorkflowStarted started => $"WorkflowStarted {started.Workflow} v{started.Version}, arguments {Text(started.Arguments)}, seed {started.Seed:x}",
        StepCompleted step => $"StepCompleted {step.Id} at {step.Source}, attempt {step.Attempt}, result {Text(step.Result)}",
        TimerStarted timer => $"TimerStarted {timer.Id} at {timer.Source}, due {timer.DueAt:HH:mm:ss.ffffff}",
        WorkflowCompleted completed => $"WorkflowCompleted, result {Text(completed.Result)}",
        OperationEvent operation => $"{e.GetType().Name} {operation.Id}",
        _ => e.GetType().Name,
    };

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}

internal sealed class GreetingWorkflow(Stage stage)
{
    [Workflow]
    public async Task<string> RunAsync(string name)
    {
        var language = await LanguageAsync(name);
        await Durable.Sleep(TimeSpan.FromSeconds(1));
        return await GreetAsync(name, language);
    }

    [Step]
    private Task<string> LanguageAsync(string name)
    {
        stage.Say($"{name} speaks Welsh");
        return Task.FromResult("Welsh");
    }

    [Step]
    private Task<string> GreetAsync(string name, string language)
    {
        stage.Say($"greets in {language}");
        return Task.FromResult($"Helo {name}");
    }
}
