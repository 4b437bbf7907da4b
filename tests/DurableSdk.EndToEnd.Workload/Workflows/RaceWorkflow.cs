namespace DurableSdk.EndToEnd.Workload;

/// <summary>Races of a step against a step, against a sleep that loses and against one that usually wins.</summary>
public sealed class RaceWorkflow(StepWork work)
{
    public static long Expected(int n) => (n + 1L) + (n + 2L) + (n + 3L) + (n + 4L);

    [Workflow]
    public async Task<Outcome> RunAsync(int n)
    {
        var hare = RunnerAsync(n + 1L);
        var tortoise = RunnerAsync(n + 2L);
        var first = await Task.WhenAny(hare, tortoise);
        var second = first == hare ? tortoise : hare;
        var won = await first;
        var lost = await second;

        var quick = RunnerAsync(n + 3L);
        await Task.WhenAny(quick, Durable.Sleep(TimeSpan.FromHours(1)));
        var slow = RunnerAsync(n + 4L);
        await Task.WhenAny(slow, Durable.Sleep(TimeSpan.FromMilliseconds(2)));
        return new[] { won, lost, await quick, await slow }.ToOutcome();
    }

    [Step(MaxAttempts = 2, RetryDelay = "10ms")]
    private Task<Receipt> RunnerAsync(long value) => work.ExecuteAsync(value, failures: value % 5 == 0 ? 1 : 0);
}
