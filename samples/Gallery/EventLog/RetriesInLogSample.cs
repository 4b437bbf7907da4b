namespace Gallery.EventLog;

// A step reads a file that isn't there yet. Each failed attempt is an event with what it threw and when the next one is due, so one sees at night what a run is waiting for. The file says
// itself when asking again may help (IRetryAfter). The process is killed after the second attempt; then the file comes.
// Look at: the attempts and their times. A file that is there and broken isn't tried again: that exception is not retryable.
internal sealed class RetriesInLogSample : ISample
{
    public string Name => "retries-in-log";

    public string Summary => "Every failed attempt is in the log, with its exception and the time of the next.";

    public async Task RunAsync(Stage stage)
    {
        await File.WriteAllTextAsync(stage.PathOf("broken.csv"), "name;amount\nAnn;many\n");
        await using var host = await stage.StartAsync();
        var late = await host.Client.StartReadWorkflowAsync("late.csv", new() { RunId = "late", IdempotencyKey = "late" });
        var broken = await host.Client.StartReadWorkflowAsync("broken.csv", new() { RunId = "broken", IdempotencyKey = "broken" });
        stage.Say($"broken.csv: {await broken.ResultAsync()}.");
        await Stage.SeesAsync(host.Client, e => e is StepAttemptFailed { Attempt: 2 }, late.RunId);
        stage.CrashHere("between the second and the third attempt");
        await File.WriteAllTextAsync(stage.PathOf("late.tmp"), "name;amount\nAnn;30\nBob;20\n");
        File.Move(stage.PathOf("late.tmp"), stage.PathOf("late.csv"));
        stage.Say($"late.csv: {await late.ResultAsync()}.");
        await foreach (var entry in host.Client.GetEventsAsync(late.RunId))
        {
            if (entry.Event is StepAttemptFailed failed)
                stage.Say($"Attempt {failed.Attempt} failed by {failed.Failure.Type}, the next one {(failed.RetryAt - entry.At).TotalSeconds:0.0} s later.");
        }
    }
}

internal sealed class NotThereYetException(string message, Exception? innerException = null) : Exception(message, innerException), IRetryAfter
{
    public TimeSpan? RetryAfter => TimeSpan.FromSeconds(0.4);
}

internal sealed class ReadWorkflow(Stage stage)
{
    [Workflow]
    public async Task<string> RunAsync(string file)
    {
        try
        {
            return $"the sum is {await SumAsync(file)}";
        }
        catch (FormatException e)
        {
            return $"given up, {e.Message}";
        }
    }

    [Step(MaxAttempts = 100, RetryDelay = "100ms", Backoff = 1, NonRetryable = [typeof(FormatException)])]
    private async Task<int> SumAsync(string file)
    {
        stage.Say($"reads {file}");
        if (!File.Exists(stage.PathOf(file)))
            throw new NotThereYetException($"{file} isn't there yet");
        var sum = 0;
        await foreach (var line in File.ReadLinesAsync(stage.PathOf(file)))
        {
            if (line.Split(';') is [not "name", var amount])
                sum += int.TryParse(amount, out var number) ? number : throw new FormatException($"\"{amount}\" is no number");
        }

        return sum;
    }
}
