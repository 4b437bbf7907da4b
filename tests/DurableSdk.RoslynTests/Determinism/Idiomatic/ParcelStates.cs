using System.Globalization;

namespace Idiomatic.ParcelStates;

public enum ParcelState
{
    Packed,
    Sent,
    Held,
    Delivered,
    Lost,
}

public sealed record Scan(ParcelState State, string Place, double Kilograms);

/// <summary>A state machine by a table of delegates, local functions that share variables, retries by hand, and texts with numbers.</summary>
public sealed class ParcelStatesWorkflow
{
    private readonly List<string> _log = [];

    [Workflow]
    public async Task<IReadOnlyList<string>> RunAsync(string parcel, int limit)
    {
        var (state, failures, kilograms) = (ParcelState.Packed, 0, 0d);
        var next = new Dictionary<ParcelState, Func<Task<ParcelState>>>
        {
            [ParcelState.Packed] = async () => (await ScanAsync(parcel, "depot")).State,
            [ParcelState.Sent] = TravelAsync,
            [ParcelState.Held] = () => Durable.Sleep(TimeSpan.FromHours(12) * (failures + 1)).ContinueWith(_ => ParcelState.Sent, TaskScheduler.Current),
        };
        while (next.TryGetValue(state, out var move) && _log.Count < limit)
        {
            state = await move();
            Note($"{state:G} after {failures} failures, {kilograms.ToString("0.000", CultureInfo.InvariantCulture)} kg");
        }

        if (state is not ParcelState.Delivered and var end)
            throw new InvalidOperationException($"{parcel} ended as {end} with {kilograms} kg at {Durable.UtcNow}");
        return _log;

        async Task<ParcelState> TravelAsync()
        {
            try
            {
                var scan = await ScanAsync(parcel, "road");
                kilograms = Math.Max(kilograms, Math.Round(scan.Kilograms, 3));
                return scan.State;
            }
            catch (TimeoutException e) when (failures < 3 && e.Message.Contains("road", StringComparison.OrdinalIgnoreCase))
            {
                failures++;
                return ParcelState.Held;
            }
        }

        void Note(string line) => _log.Add(line.Replace(" 0 ", " no ", StringComparison.Ordinal).PadRight(20));
    }

    [Step] private static Task<Scan> ScanAsync(string parcel, string place) => Task.FromResult(new Scan(ParcelState.Delivered, place, 1));
}
