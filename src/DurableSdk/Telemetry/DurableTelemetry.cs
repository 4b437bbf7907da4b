namespace DurableSdk;

/// <summary>By which names a monitoring library finds what hosts and clients tell of themselves. What there is stands in <c>docs/guide/telemetry.md</c>.</summary>
public static class DurableTelemetry
{
    /// <summary>The meter: with OpenTelemetry <c>metrics.AddMeter(DurableTelemetry.MeterName)</c>.</summary>
    public const string MeterName = "DurableSdk";

    /// <summary>The source of activities: with OpenTelemetry <c>tracing.AddSource(DurableTelemetry.ActivitySourceName)</c>.</summary>
    public const string ActivitySourceName = "DurableSdk";
}
