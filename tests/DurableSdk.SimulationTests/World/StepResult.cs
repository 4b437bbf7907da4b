using System.Globalization;
using System.Text.RegularExpressions;

namespace DurableSdk.SimulationTests.World;

/// <summary>The text that a step gives: no two executions give the same.</summary>
internal static partial class StepResult
{
    public static string Of(int node, long execution) => string.Create(CultureInfo.InvariantCulture, $"s{node}x{execution}");

    public static IEnumerable<string> AllIn(string text) => Pattern().Matches(text).Select(match => match.Value);

    [GeneratedRegex("s[0-9]+x[0-9]+")]
    private static partial Regex Pattern();
}
