using System.Globalization;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>Clock, GUIDs and random numbers as arguments of steps: on replay other values would block the run.</summary>
public sealed class LotteryWorkflow(StepWork work)
{
    private const int Draws = 6;

    public static long Expected(int n) => Draws * (long)n;

    [Workflow]
    public async Task<Outcome> RunAsync(int n)
    {
        var receipts = new List<Receipt>();
        for (var i = 0; i < Draws; i++)
        {
            var ticket = string.Create(CultureInfo.InvariantCulture, $"{Durable.NewGuid()} {Durable.Random.Next()} {Durable.UtcNow:O}");
            receipts.Add(await DrawAsync(n, ticket));
            if (Durable.Random.Next(3) == 0)
                await Durable.SleepUntil(Durable.UtcNow + TimeSpan.FromMilliseconds(Durable.Random.Next(1, 20)));
        }

        return receipts.ToOutcome();
    }

    [Step]
    private Task<Receipt> DrawAsync(long value, string ticket, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(ticket);
        return work.ExecuteAsync(value, cancel: cancel);
    }
}
