using System.Globalization;

namespace DurableSdk.Benchmarks;

/// <summary>A value and how far it is to reach.</summary>
/// <param name="Value">What counts: a ratio, a difference or the figure itself.</param>
/// <param name="Limit">Where the reach ends.</param>
/// <param name="IsAtLeast">Whether the value is to be above the limit; else below it.</param>
/// <param name="Text">The value as a person reads it.</param>
/// <param name="Reach">The limit as a person reads it.</param>
internal sealed record Comparison(double Value, double Limit, bool IsAtLeast, string Text, string Reach)
{
    public bool IsReached => IsAtLeast ? Value >= Limit : Value <= Limit;

    /// <summary>1 at the limit, above where the reach is exceeded. Nothing at all, and less, counts as a hundred times better than the limit.</summary>
    public double Share => IsAtLeast ? Value / Limit : Limit / Math.Max(Value, Limit / 100);

    public static Comparison RatioAtLeast(Round round, double limit) => new(round.Ratio, limit, true, Number(round.Ratio), $"at least {Number(limit)}");

    public static Comparison RatioAtMost(Round round, double limit) => new(round.Ratio, limit, false, Number(round.Ratio), $"at most {Number(limit)}");

    public static Comparison MoreAtMost(Round round, double limit, Func<double, string> text) =>
        new(round.Difference, limit, false, $"{(round.Difference < 0 ? "−" : "+")} {text(Math.Abs(round.Difference))}", $"at most + {text(limit)}");

    public static Comparison AtMost(double value, double limit, Func<double, string> text) => new(value, limit, false, text(value), $"at most {text(limit)}");

    private static string Number(double ratio) => ratio.ToString(ratio < 0.1 ? "0.###" : "0.##", CultureInfo.InvariantCulture);
}
