using System.Runtime.CompilerServices;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>What the rules say of this repository's own workflows. Those of the samples and the benchmarks are built with the analyzers besides.</summary>
public sealed class OwnWorkflowTests
{
    private const string Usings = """
        global using System.IO;
        global using System.Net.Http;
        global using NUnit.Framework;
        global using DurableSdk.Events;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    [TestCase("samples/Quickstart")]
    [TestCase("tests/DurableSdk.EndToEnd.Workload")]
    [TestCase("benchmarks/DurableSdk.Benchmarks")]
    public void Own_workflows_are_silent(string folder) => Assert.That(Analyse(folder).Select(d => d.ToString()), Is.Empty);

    /// <summary>The engine's tests do on purpose what a workflow may not; nothing else of theirs is reported.</summary>
    [Test]
    public void Workflows_of_the_engine_tests_are_reported_only_where_they_mean_harm()
    {
        string[] harmful = ["ChainTests.cs DUR1018", "ForeignAwaitTests.cs DUR1004", "ForeignAwaitTests.cs DUR1018", "InstanceTests.cs DUR1014", "IntakeTests.cs DUR1012", "SearchTests.cs DUR1021", "SecrecyTests.cs DUR1014", "SecrecyTests.cs DUR1027"];

        var said = Analyse("tests/DurableSdk.EngineTests");

        Assert.That(said.Select(d => $"{d.Location.SourceTree!.FilePath} {d.Id}").Distinct(), Is.EquivalentTo(harmful), () => string.Join("\n", said));
    }

    private static IReadOnlyList<Diagnostic> Analyse(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Concat(Directory.GetFiles(Path.Combine(Root(), "tests/Shared"), "*.cs"));
        var sources = files.Select(f => (Path.GetFileName(f), File.ReadAllText(f))).Append(("MoreUsings.cs", Usings)).ToArray();
        Assert.That(sources.Any(s => s.Item2.Contains("[Workflow", StringComparison.Ordinal)), folder);
        return Project.OfFiles("App", sources).With(References()).AnalyzeDeterminism();
    }

    private static MetadataReference[] References() =>
    [
        .. RealHost.References,
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "nunit.framework.dll")),
    ];

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.."));
}
