namespace DurableSdk.TestingTests.Workflows;

/// <summary>Something of everything: branches that race, retries, sleeps, signals, a hook, a child, a time limit, and an end by continuing as new.</summary>
public sealed class MixedWorkflow(TimeProvider time)
{
    [Workflow]
    public async Task<string> RunAsync(int round)
    {
        await using var hook = await Durable.CreateHook<string>("door");
        var asleep = new SleeperWorkflow().RunAsync(TimeSpan.FromSeconds(3));
        var work = Enumerable.Range(0, 3).Select(i => WorkAsync(i)).ToList();
        var first = await Task.WhenAny(work);
        var said = Durable.WaitForSignal<string>("say", TimeSpan.FromMinutes(5));
        await Durable.Sleep(TimeSpan.FromSeconds(Durable.Random.Next(1, 90)));
        var rest = await Task.WhenAll(work);
        var text = await HeardAsync(said);
        await FlakyAsync();
        await asleep;
        if (round > 0)
            throw Durable.ContinueAsNew(round - 1);
        return $"{await first} {string.Join(',', rest)} {text} {Durable.NewGuid()}";
    }

    [Step]
    private async Task<int> WorkAsync(int number)
    {
        await Task.Delay(TimeSpan.FromSeconds(10 - (3 * number)), time);
        return number;
    }

    [Step(MaxAttempts = 3, RetryDelay = "10s", Timeout = "1m")]
    private async Task FlakyAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(30), time);
        if (StepContext.Current.Attempt < 3)
            throw new InvalidOperationException("Not yet.");
    }

    private static async Task<string> HeardAsync(Task<string> said)
    {
        try
        {
            return await said;
        }
        catch (TimeoutException)
        {
            return "nothing";
        }
    }
}
