using System.Text.RegularExpressions;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>
/// Holds a source against the rules of determinism. <c>{|DUR1001:DateTime.Now|}</c> marks where a rule must speak; anything said elsewhere, or
/// not said, fails. The source must compile.
/// </summary>
internal static partial class Expect
{
    /// <summary>Checks every marked place, and that nothing else is said.</summary>
    public static IReadOnlyList<Diagnostic> Findings(string marked, params MetadataReference[] references) =>
        Findings([("Case.cs", marked)], references);

    public static IReadOnlyList<Diagnostic> Findings((string Path, string Marked)[] files, params MetadataReference[] references)
    {
        var expected = new List<string>();
        var sources = files.Select(f => (f.Path, Unmark(f.Path, f.Marked, expected))).ToArray();
        var project = Project.OfFiles("App", sources).With(references);
        var reported = project.AnalyzeDeterminism();
        Assert.Multiple(() =>
        {
            Assert.That(project.Generate().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()), Is.Empty, "the case must compile");
            Assert.That(reported.Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(expected.Order(StringComparer.Ordinal)),
                () => "reported:\n" + string.Join("\n", reported.Select(d => d.ToString())));
        });
        return reported;
    }

    /// <summary>The marked body of <c>RunAsync</c>, in a workflow with some steps and helpers.</summary>
    public static IReadOnlyList<Diagnostic> InWorkflow(string markedBody, string members = "", params MetadataReference[] references) => Findings($$"""
        public sealed record Order(string Id, decimal Total);
        public sealed class OrderWorkflow
        {
            [Workflow] public async Task RunAsync(Order order)
            {
                await OneAsync();
                {{markedBody}}
            }
            [Step] private Task OneAsync(CancellationToken cancel = default) => Task.CompletedTask;
            [Step] private Task<string> TextAsync(string text, CancellationToken cancel = default) => Task.FromResult(text);
            [Step] private static Task<int> NumberAsync(int number) => Task.FromResult(number);
            {{members}}
        }
        """, references);

    private static string Unmark(string path, string marked, List<string> expected)
    {
        var source = Mark().Replace(marked, "$2");
        for (var match = Mark().Match(marked); match.Success; match = Mark().Match(marked))
        {
            expected.Add($"{match.Groups[1].Value} {path}@{match.Index} {match.Groups[2].Value}");
            marked = marked[..match.Index] + match.Groups[2].Value + marked[(match.Index + match.Length)..];
        }

        return source;
    }

    private static string Text(Diagnostic d) =>
        $"{d.Id} {d.Location.SourceTree?.FilePath}@{d.Location.SourceSpan.Start} {d.Location.SourceTree?.GetText().ToString(d.Location.SourceSpan)}";

    [GeneratedRegex(@"\{\|(DUR\d{4}):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
