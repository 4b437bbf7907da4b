using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DurableSdk.SimulationTests.World;

/// <summary>The text that a step gives: no two executions give the same.</summary>
internal static partial class StepResult
{
    public static string Of(int node, long execution) => string.Create(CultureInfo.InvariantCulture, $"s{node}x{execution}");

    public static string TextOf(StepCompleted completed) => AllIn(Encoding.UTF8.GetString(completed.Result.Span)).First();

    /// <summary>Which part of a program a result is of.</summary>
    public static int NodeOf(StepCompleted completed) => int.Parse(TextOf(completed).Split('x')[0][1..], CultureInfo.InvariantCulture);

    public static IEnumerable<string> AllIn(string text) => Pattern().Matches(text).Select(match => match.Value);

    [GeneratedRegex("s[0-9]+x[0-9]+")]
    private static partial Regex Pattern();
}
