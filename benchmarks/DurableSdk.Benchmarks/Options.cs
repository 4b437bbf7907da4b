using System.Globalization;

namespace DurableSdk.Benchmarks;

/// <param name="Names">Of the benchmarks to measure; none for all.</param>
/// <param name="IsQuick">Small sizes, a minute altogether.</param>
/// <param name="Seconds">How long one part of a round is measured; null for the usual.</param>
/// <param name="Output">Where the plot goes.</param>
internal sealed record Options(IReadOnlyList<string> Names, bool IsQuick, double? Seconds, string Output)
{
    public const string Usage = "options: [names]  --quick  --seconds 3  --output results.svg";

    public TimeSpan Part => TimeSpan.FromSeconds(Seconds ?? (IsQuick ? 0.3 : 3));

    /// <returns>Null where they can't be read.</returns>
    public static Options? Parse(string[] args)
    {
        var options = new Options([], false, null, "results.svg");
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i], value)
            {
                case ("--quick", _):
                    options = options with { IsQuick = true };
                    break;
                case ("--seconds", not null):
                    options = options with { Seconds = double.Parse(args[++i], CultureInfo.InvariantCulture) };
                    break;
                case ("--output", not null):
                    options = options with { Output = args[++i] };
                    break;
                case (var name, _) when !name.StartsWith('-'):
                    options = options with { Names = [.. options.Names, name] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
