using System.Globalization;

namespace DurableSdk.Testing;

/// <summary>The errors of the test kit.</summary>
internal static class TestErrors
{
    public static WorkflowTestException Stuck(DateTimeOffset now, string situation) => new(
        "DS5001",
        $"The test waits for something that can't come any more: at {Text(now)} nothing is left to run and no timer is set.{situation} "
        + "Send what is missing before you wait, or at a time by host.At(…).");

    public static WorkflowTestException Endless(long turns, DateTimeOffset now, string situation) => new(
        "DS5002",
        $"The test waits for something that hasn't come after {turns.ToString("N0", CultureInfo.InvariantCulture)} turns, at {Text(now)} of its clock.{situation} "
        + "A workflow that goes on for ever is ended by the test: cancel it at a time by host.At(…).");

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
