namespace Idiomatic.JobPolling;

public enum JobStatus
{
    Queued,
    Running,
    Done,
    Failed,
}

public sealed record Job(string Id, JobStatus Status, string? Output);

/// <summary>Polls an external job with growing pauses, until it is done or a deadline is over.</summary>
public sealed class JobPollingWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string input)
    {
        var deadline = Durable.UtcNow + TimeSpan.FromHours(6);
        var id = await SubmitAsync(input);
        var pause = TimeSpan.FromSeconds(5);
        while (Durable.UtcNow < deadline)
        {
            await Durable.Sleep(pause);
            var job = await GetAsync(id);
            if (job is { Status: JobStatus.Done, Output: { } output })
                return output;
            if (job.Status == JobStatus.Failed)
                throw new InvalidOperationException($"Job {id} failed.");
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.FromMinutes(10).Ticks));
        }

        throw new TimeoutException($"Job {id} isn't done after six hours.");
    }

    [Step] private static Task<string> SubmitAsync(string input) => Task.FromResult(input);

    [Step] private static Task<Job> GetAsync(string id) => Task.FromResult(new Job(id, JobStatus.Done, ""));
}
