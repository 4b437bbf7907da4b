using System.Text.RegularExpressions;
using DurableSdk.Analyzers;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>No false alarm: idiomatic workflows of many kinds are silent with every rule switched on.</summary>
public sealed partial class IdiomaticTests
{
    private static readonly Lazy<(IReadOnlyList<Diagnostic> Errors, ILookup<string, Diagnostic> Said)> Analysed = new(Analyse, LazyThreadSafetyMode.ExecutionAndPublication);

    [TestCaseSource(nameof(Names))]
    public void Idiomatic_workflow_compiles_and_is_silent(string file)
    {
        Assert.That(Analysed.Value.Errors.Where(d => d.Location.SourceTree?.FilePath.Contains(Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal) == true), Is.Empty);
        Assert.That(Analysed.Value.Said[file].Select(d => d.ToString()), Is.Empty);
    }

    [Test]
    public void All_of_it_compiles() => Assert.That(Analysed.Value.Errors.Select(d => d.ToString()), Is.Empty);

    [Test]
    public void There_are_enough_of_them() => Assert.That(IdiomaticFiles.All, Has.Count.GreaterThanOrEqualTo(40));

    [Test]
    public void Every_rule_is_switched_on() => Assert.That(new DeterminismAnalyzer().SupportedDiagnostics.Where(r => !r.IsEnabledByDefault || r.DefaultSeverity == DiagnosticSeverity.Hidden), Is.Empty);

    /// <summary>The silence means something: the same files speak where their workflows do what they may not.</summary>
    [TestCase("JobPolling", "Durable.UtcNow", "DateTimeOffset.UtcNow", "DUR1001")]
    [TestCase("LotteryDraw", "Durable.NewGuid()", "Guid.NewGuid()", "DUR1002")]
    [TestCase("CancelledRental", "Durable.Sleep(", "Task.Delay(", "DUR1003")]
    [TestCase("GenericPipeline", "results.Add(await map(item));", "results.Add(await map(System.IO.File.Exists(\"a\") ? item : item));", "DUR1008")]
    public void Same_workflow_speaks_where_it_does_harm(string name, string good, string bad, string rule)
    {
        var source = IdiomaticFiles.SourceOf(name);

        Assert.That(Project.Of(source.Replace(good, bad, StringComparison.Ordinal)).AnalyzeDeterminism().Select(d => d.Id), Does.Contain(rule));
    }

    [Test]
    public void Workflow_of_every_file_is_looked_at()
    {
        var harmful = IdiomaticFiles.All.Select(f => (f.Path, Body().Replace(f.Source, "$0 _ = DateTime.UtcNow;", 1))).ToArray();
        var said = Project.OfFiles("App", harmful).AnalyzeDeterminism();

        Assert.That(said.Where(d => d.Id == "DUR1001").Select(d => d.Location.SourceTree!.FilePath), Is.EquivalentTo(IdiomaticFiles.All.Select(f => f.Path)));
    }

    [GeneratedRegex(@"\[Workflow[^{]*?\n    \{", RegexOptions.Singleline)]
    private static partial Regex Body();

    private static IEnumerable<string> Names() => IdiomaticFiles.All.Select(f => f.Path);

    private static (IReadOnlyList<Diagnostic> Errors, ILookup<string, Diagnostic> Said) Analyse()
    {
        var project = Project.OfFiles("App", [.. IdiomaticFiles.All]);
        var errors = project.Generate().GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Concat(project.Analyze()).ToList();
        return (errors, project.AnalyzeDeterminism().ToLookup(d => d.Location.SourceTree!.FilePath));
    }
}
