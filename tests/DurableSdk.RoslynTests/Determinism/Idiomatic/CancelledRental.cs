namespace Idiomatic.CancelledRental;

/// <summary>Cancellation is met with clean-up, and goes on.</summary>
public sealed class CancelledRentalWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string car, int days, CancellationToken cancel)
    {
        var key = await HandOutAsync(car);
        try
        {
            for (var day = 0; day < days && !cancel.IsCancellationRequested; day++)
                await Durable.Sleep(TimeSpan.FromDays(1));
            cancel.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            await CallCustomerAsync(car);
            throw;
        }
        finally
        {
            await TakeBackAsync(key);
        }

        return key;
    }

    [Step] private static Task<string> HandOutAsync(string car) => Task.FromResult(car);

    [Step] private static Task CallCustomerAsync(string car) => Task.CompletedTask;

    [Step] private static Task TakeBackAsync(string key) => Task.CompletedTask;
}
