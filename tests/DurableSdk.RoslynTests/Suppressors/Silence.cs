using DurableSdk.Analyzers.Suppressors;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.RoslynTests.Suppressors;

/// <summary>
/// Holds the suppressor against a rule of others. Every line on which the rule speaks ends in <c>// silenced</c> or <c>// stays</c>.
/// </summary>
internal static class Silence
{
    public static void OfSdkRule(string id, string source) => Of(id, source, [.. SdkAnalyzers.Reporting(id)]);

    public static void OfStub(string id, string source, params string[] disabled) => Of(id, source, [new CallReporter(id)], disabled);

    private static void Of(string id, string source, DiagnosticAnalyzer[] analyzers, params string[] disabled)
    {
        var lines = source.Split('\n').Select((text, i) => (Text: text.TrimEnd(), Number: i + 1)).ToList();
        var stays = lines.Where(line => line.Text.EndsWith("// stays", StringComparison.Ordinal)).Select(line => line.Number).ToList();
        var silenced = lines.Where(line => line.Text.EndsWith("// silenced", StringComparison.Ordinal)).Select(line => line.Number);
        var project = Project.Of(source).Generate();
        Assert.Multiple(() =>
        {
            Assert.That(project.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()), Is.Empty, "the case must compile");
            Assert.That(LinesOf(id, project, analyzers, disabled), Is.EquivalentTo(stays.Concat(silenced)), "without the suppressor");
            Assert.That(LinesOf(id, project, [.. analyzers, new WorkflowSuppressor()], disabled), Is.EquivalentTo(stays), "with it");
        });
    }

    private static IEnumerable<int> LinesOf(string id, Compilation compilation, DiagnosticAnalyzer[] analyzers, string[] disabled)
    {
        var options = compilation.Options.WithSpecificDiagnosticOptions(
            [new(id, ReportDiagnostic.Warn), .. disabled.Select(d => KeyValuePair.Create(d, ReportDiagnostic.Suppress))]);
        var analysis = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (e, _, _) => throw new InvalidOperationException("an analyzer threw", e), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return compilation.WithOptions(options).WithAnalyzers([.. analyzers], analysis).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .Where(d => d.Id == id && !d.IsSuppressed && !d.Location.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(d => d.Location.GetLineSpan().StartLinePosition.Line + 1).Distinct();
    }
}
