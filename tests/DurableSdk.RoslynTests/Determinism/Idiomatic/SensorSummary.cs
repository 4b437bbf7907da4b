namespace Idiomatic.SensorSummary;

public readonly record struct Reading(int Sensor, double Value);

public sealed class SensorSummaryWorkflow
{
    [Workflow]
    public async Task<double> RunAsync(int[] sensors)
    {
        var total = 0.0;
        foreach (ref readonly var sensor in sensors.AsSpan())
            total += sensor;

        var readings = new Reading[sensors.Length];
        for (var i = 0; i < sensors.Length; i++)
            readings[i] = new(sensors[i], await ReadAsync(sensors[i]));

        checked
        {
            var sum = 0L;
            foreach (var reading in readings)
                sum += (long)(reading.Value * 1000);
            total += sum / 1000.0;
        }

        Array.Sort(readings, (a, b) => a.Value.CompareTo(b.Value));
        var median = readings is [] ? 0 : readings[readings.Length / 2].Value;
        return double.IsNaN(median) ? total : median;
    }

    [Step] private static Task<double> ReadAsync(int sensor) => Task.FromResult(1.0);
}
