using System.Globalization;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Durations in attributes: <c>"250ms"</c>, <c>"1s"</c>, <c>"1.5s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>.</summary>
internal static class Durations
{
    /// <summary>An attribute's duration in ticks; null beside an error where it is none or out of its range.</summary>
    public static long? Option(string name, string? text, long minimum, int daysMax, Func<Location?> location, ProblemSink? sink)
    {
        if (Parse(text) is not { } ticks)
            sink?.Invoke(Rules.Rules.BadDuration, location(), name, text ?? "null");
        else if (ticks < minimum)
            sink?.Invoke(Rules.Rules.OptionOutOfRange, location(), name, $"\"{text}\"", minimum == 0 ? "a duration is not negative" : "a timeout is longer than zero");
        else if (ticks > daysMax * TimeSpan.TicksPerDay)
            sink?.Invoke(Rules.Rules.OptionOutOfRange, location(), name, $"\"{text}\"", $"it is at most {daysMax} days");
        else
            return ticks;
        return null;
    }

    /// <summary>The duration in ticks; null if the text is none.</summary>
    public static long? Parse(string? text)
    {
        if (text is null)
            return null;
        var split = text.Length;
        while (split > 0 && char.IsLetter(text[split - 1]))
            split--;
        decimal ticksOfUnit = text.Substring(split) switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => 0,
        };
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (ticksOfUnit == 0 || !decimal.TryParse(text.Substring(0, split), Style, CultureInfo.InvariantCulture, out var count))
            return null;
        return Math.Abs(count) > long.MaxValue / ticksOfUnit ? null : (long)(count * ticksOfUnit);
    }
}
