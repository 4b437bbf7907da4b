using System.Runtime.CompilerServices;

namespace DurableSdk.SimulationTests;

/// <summary>What the simulator has found, for ever: each in a file of Found/, as a program.</summary>
public sealed class FoundTests
{
    /// <summary>Another engine comes to the place in another order, so some are tried.</summary>
    private const int Orders = 20;

    private static IEnumerable<TestCaseData> Found =>
        Directory.GetFiles(Path.Combine(Folder(), "Found"), "*.json").Order(StringComparer.Ordinal).Select(file => new TestCaseData(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Found))]
    public void Bug_that_was_found_is_gone(string name)
    {
        var scenario = Scenario.Read(File.ReadAllText(Path.Combine(Folder(), "Found", $"{name}.json")));
        for (var order = 0ul; order < Orders; order++)
            Assert.That(Play.Twice(scenario with { Order = scenario.Order + order }).Violations, Is.Empty);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
