namespace Idiomatic.RetryByHand;

public sealed class BusyException(string message, int seconds) : Exception(message)
{
    public int Seconds { get; } = seconds;
}

/// <summary>A retry that the workflow itself decides upon.</summary>
public sealed class RetryByHandWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string id)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await FetchAsync(id);
            }
            catch (BusyException busy) when (attempt < 5)
            {
                await Durable.Sleep(TimeSpan.FromSeconds(busy.Seconds * attempt));
            }
            catch (TimeoutException e) when (attempt < 3 && e.InnerException is null)
            {
                await Durable.Sleep(TimeSpan.FromMinutes(1));
            }
        }
    }

    [Step(MaxAttempts = 1)] private static Task<string> FetchAsync(string id) => Task.FromResult(id);
}
