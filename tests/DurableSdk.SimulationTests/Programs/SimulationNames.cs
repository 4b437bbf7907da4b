using System.Globalization;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>How runs and messages of a scenario are called.</summary>
internal static class SimulationNames
{
    public static string RunId(int run) => $"run-{run.ToString(CultureInfo.InvariantCulture)}";

    public static string Message(string runId, int node) => $"{runId}/{node.ToString(CultureInfo.InvariantCulture)}";

    public static string Answer(string runId, int node, int answer) => string.Create(CultureInfo.InvariantCulture, $"{runId}/{node}/{answer}");

    public static string Token(int number) => $"token-{number.ToString(CultureInfo.InvariantCulture)}";

    public static string Fork(int deed) => $"fork-{deed.ToString(CultureInfo.InvariantCulture)}";

    public static string Message(int deed) => $"deed-{deed.ToString(CultureInfo.InvariantCulture)}";
}
