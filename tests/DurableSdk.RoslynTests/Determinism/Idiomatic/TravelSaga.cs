namespace Idiomatic.TravelSaga;

public sealed record Trip(string Traveller, string From, string To, int Nights);

public abstract record Outcome
{
    public sealed record Booked(string Flight, string Hotel, string Car);

    public sealed record Failed(string Reason, int Undone);
}

public sealed record TripResult(bool IsBooked, string Text);

/// <summary>Books three things or none: what was booked is undone in the reverse order.</summary>
public sealed class TravelSagaWorkflow
{
    [Workflow]
    public async Task<TripResult> RunAsync(Trip trip)
    {
        var undo = new Stack<Func<Task>>();
        try
        {
            var flight = await BookFlightAsync(trip.From, trip.To);
            undo.Push(() => CancelFlightAsync(flight));
            var hotel = await BookHotelAsync(trip.To, trip.Nights);
            undo.Push(() => CancelHotelAsync(hotel));
            var car = await BookCarAsync(trip.To);
            return Describe(new Outcome.Booked(flight, hotel, car));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var undone = 0;
            while (undo.TryPop(out var step))
            {
                await step();
                undone++;
            }

            return Describe(new Outcome.Failed(e.Message, undone));
        }
    }

    private static TripResult Describe(object outcome) => outcome switch
    {
        Outcome.Booked { Flight: var flight, Hotel: var hotel, Car: var car } => new(true, $"{flight}, {hotel}, {car}"),
        Outcome.Failed { Reason: "" } => new(false, "failed"),
        Outcome.Failed failed => new(false, $"{failed.Reason} ({failed.Undone} undone)"),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome"),
    };

    [Step] private static Task<string> BookFlightAsync(string from, string to) => Task.FromResult(from + to);

    [Step] private static Task<string> BookHotelAsync(string city, int nights) => Task.FromResult($"{city}{nights}");

    [Step] private static Task<string> BookCarAsync(string city) => Task.FromResult(city);

    [Step] private static Task CancelFlightAsync(string booking) => Task.CompletedTask;

    [Step] private static Task CancelHotelAsync(string booking) => Task.CompletedTask;
}
