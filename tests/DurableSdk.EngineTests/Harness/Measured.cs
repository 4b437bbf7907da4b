using System.Diagnostics.Metrics;

namespace DurableSdk.EngineTests.Harness;

/// <summary>A measurement, as a monitoring library gets it.</summary>
internal sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)
{
    public object? this[string tag] => Tags.GetValueOrDefault(tag);
}

/// <summary>Makes the meters of one host, and keeps what it measures.</summary>
internal sealed class Measured : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener = new();

    public Measured()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope != this)
                return;
            Instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    /// <summary>Whether whoever listens throws.</summary>
    public bool IsBroken { get; set; }

    public Observed<Measurement> All { get; } = new();

    public IEnumerable<Measurement> Of(string instrument) => All.All.Where(measurement => measurement.Instrument == instrument);

    public Task<Measurement> First(string instrument, Func<Measurement, bool>? matches = null) =>
        All.First(measurement => measurement.Instrument == instrument && matches?.Invoke(measurement) != false).Soon();

    /// <summary>What a gauge shows now.</summary>
    public double Now(string instrument)
    {
        _listener.RecordObservableInstruments();
        return Of(instrument).Last().Value;
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (IsBroken)
            throw new InvalidOperationException("The exporter is broken.");
        All.Add(new Measurement(instrument.Name, value, tags.ToArray().ToDictionary()));
    }
}
