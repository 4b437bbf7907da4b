namespace DurableSdk.Benchmarks;

/// <summary>Callers that do something again and again at the same time.</summary>
internal static class Callers
{
    /// <param name="count">How many.</param>
    /// <param name="call">Gets the caller and the number of its call; false ends the caller.</param>
    public static Task RunAsync(int count, Func<int, int, Task<bool>> call) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(caller => Task.Run(async () =>
        {
            for (var number = 0; await call(caller, number); number++)
            {
                // Until it says so.
            }
        })));

    /// <summary>Each number below a total once, a number of them at the same time.</summary>
    public static async Task ForEachAsync(int total, int count, Func<int, Task> call)
    {
        var next = -1;
        await RunAsync(count, async (_, _) =>
        {
            var number = Interlocked.Increment(ref next);
            if (number >= total)
                return false;
            await call(number);
            return true;
        });
    }
}
