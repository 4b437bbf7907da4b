using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Fix-all, in each scope.</summary>
public sealed class FixAllTests
{
    private static readonly (string, (string, string)[])[] Projects =
    [
        ("One", [("A.cs", Flow("A", "Thread.Sleep(1000); Help.Wait();")), ("B.cs", Flow("B", "await Task.Delay(1000); Help.Wait();")), ("Help.cs", "static class Help { public static void Wait() { Thread.Sleep(2000); } }")]),
        ("Two", [("C.cs", Flow("C", "await Task.Delay(3000); _ = DateTime.Now;"))]),
    ];

    [TestCase(FixAllScope.Document, new[] { "B.cs", "Help.cs", "C.cs" })]
    [TestCase(FixAllScope.Project, new[] { "C.cs" })]
    [TestCase(FixAllScope.Solution, new string[0])]
    public async Task Scope_is_mended_and_the_rest_is_left(FixAllScope scope, string[] left)
    {
        using var solution = new FixSolution(Projects);
        var finding = (await solution.AnalyzeAsync()).First(d => d.Id == "DUR1003");
        var (fix, action) = (await solution.OffersAsync(finding)).Single();
        await solution.ApplyAllAsync(fix, action.Title, scope, solution.Document("A.cs"));
        await Fixed.CompilesAsync(solution);
        var findings = await solution.AnalyzeAsync();
        Assert.That(findings.Where(d => d.Id == "DUR1003").Select(d => d.Location.SourceTree!.FilePath).Order(StringComparer.Ordinal), Is.EqualTo(left.Order(StringComparer.Ordinal)));
        Assert.That(findings.Count(d => d.Id == "DUR1001"), Is.EqualTo(1), "another rule's finding stays");
    }

    [Test]
    public async Task One_change_that_does_not_compile_keeps_no_other_back()
    {
        var text = await Fixed.TextAfterAllAsync("DUR1005", Fixed.Workflow("""
            System.Runtime.CompilerServices.ConfiguredTaskAwaitable later = OneAsync().ConfigureAwait(false);
            await later;
            await OneAsync().ConfigureAwait(false);
            """), offer: 1);
        Assert.That(text, Is.EqualTo(Fixed.Workflow("""
            System.Runtime.CompilerServices.ConfiguredTaskAwaitable later = OneAsync().ConfigureAwait(false);
            await later;
            await OneAsync();
            """)));
    }

    [Test]
    public async Task Nested_findings_are_mended_from_the_inside()
    {
        var text = await Fixed.AllAsync("DUR1008", Fixed.Workflow("var text = System.IO.File.ReadAllText(System.IO.File.ReadAllText(\"a\"));"));
        Assert.That(text, Is.EqualTo(Fixed.Workflow("var text = await ReadAllText2Async(await ReadAllTextAsync());", steps: """
            [Step]
            private static Task<string> ReadAllTextAsync() => Task.FromResult(System.IO.File.ReadAllText("a"));

            [Step]
            private static Task<string> ReadAllText2Async(string readAllText) => Task.FromResult(System.IO.File.ReadAllText(readAllText));
            """)));
    }

    private static string Flow(string name, string body) => $"public class {name} {{ [Workflow] public async Task RunAsync() {{ await Task.Yield(); {body} }} }}\n";
}
