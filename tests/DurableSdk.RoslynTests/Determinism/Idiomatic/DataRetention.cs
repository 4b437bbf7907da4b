namespace Idiomatic.DataRetention;

public sealed record Policy(string Table, int KeepDays);

/// <summary>Time arithmetic from the run's own clock.</summary>
public sealed class DataRetentionWorkflow
{
    [Workflow]
    public async Task<long> RunAsync(Policy[] policies)
    {
        var now = Durable.UtcNow;
        var deleted = 0L;
        foreach (var policy in policies.Where(p => p.KeepDays > 0))
        {
            var before = now.AddDays(-policy.KeepDays);
            long count;
            do
            {
                count = await DeleteAsync(policy.Table, before, 1000);
                deleted += count;
            }
            while (count == 1000);
        }

        var tomorrow = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
        if (now.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            await Durable.SleepUntil(tomorrow);
        return deleted;
    }

    [Step] private static Task<long> DeleteAsync(string table, DateTimeOffset before, int most) => Task.FromResult(0L);
}
