namespace Gallery.Demonstrations;

// A trip is booked at three places; the third has nothing left, even when it is asked again. The bookings that were made are undone, the last first. The process is killed on the way forward,
// while the hotel books: its step runs again under the same key, so there is one room and not two.
// Look at: the retries of the car, and the order of the cancellations.
internal sealed class SagaSample : ISample
{
    public string Name => "saga";

    public string Summary => "A trip of three bookings, of which the last fails and the others are cancelled.";

    public async Task RunAsync(Stage stage)
    {
        var bookings = new Ledger(stage.PathOf("bookings.txt"));
        await using var host = await stage.StartAsync(o => o.Services.AddSingleton(bookings));
        var trip = await host.Client.StartTripWorkflowAsync("Lisbon", new() { IdempotencyKey = "Lisbon" });
        try
        {
            await trip.WaitAsync();
        }
        catch (WorkflowFailedException e)
        {
            stage.Say($"No trip: {e.Failure.Message}.");
        }

        stage.Say($"What happened: {string.Join(", ", bookings.Effects)}.");
    }
}

internal sealed class NoCarException(string message, Exception? innerException = null) : Exception(message, innerException);

internal sealed class TripWorkflow(Stage stage, Ledger bookings)
{
    [Workflow]
    public async Task RunAsync(string city)
    {
        await BookFlightAsync(city);
        await BookHotelAsync(city);
        try
        {
            await BookCarAsync(city);
        }
        catch (NoCarException e)
        {
            Durable.SetStatus(e.Message);
            throw;
        }
    }

    [Step(Compensate = nameof(CancelFlightAsync))]
    private Task BookFlightAsync(string city) => DoAsync($"flight to {city} booked");

    [Step]
    private Task CancelFlightAsync(string city) => DoAsync($"flight to {city} cancelled");

    [Step(Compensate = nameof(CancelHotelAsync))]
    private async Task BookHotelAsync(string city)
    {
        await DoAsync($"hotel in {city} booked");
        stage.CrashHere("when the hotel has booked, and nothing is recorded");
    }

    [Step]
    private Task CancelHotelAsync(string city) => DoAsync($"hotel in {city} cancelled");

    [Step(MaxAttempts = 3, RetryDelay = "100ms")]
    private Task BookCarAsync(string city)
    {
        stage.Say($"asks for a car in {city}");
        throw new NoCarException($"there is no car left in {city}");
    }

    private Task DoAsync(string booking)
    {
        stage.Say(booking);
        bookings.Add(StepContext.Current.IdempotencyKey, booking);
        return Task.CompletedTask;
    }
}
