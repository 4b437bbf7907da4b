using System.Globalization;

namespace DurableSdk.Benchmarks;

/// <summary>Figures as a person reads them.</summary>
internal static class Units
{
    public static string PerSecond(double value) => Text($"{value:N0} /s");

    /// <param name="seconds">Of one step or commit.</param>
    public static string Micros(double seconds) => Text($"{seconds * 1e6:N0} µs");

    public static string Millis(double seconds) => Text($"{seconds * 1e3:N1} ms");

    public static string WholeMillis(double seconds) => Text($"{seconds * 1e3:N0} ms");

    public static string Bytes(double bytes) => Text($"{bytes:N0} B");

    public static string Megabytes(double bytes) => Text($"{bytes / 1e6:N0} MB");

    public static string Percent(double share) => Text($"{share * 100:0.##} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
