using DurableSdk.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Applies a rule's fix to sources, compiles the result, generates and analyzes again, and wants the rule to be silent.</summary>
internal static class Fixed
{
    /// <summary>A class with a workflow whose body, and other members, are the case.</summary>
    public static string Workflow(string body, string members = "", string steps = "") => $$"""
        public sealed record Order(string Id, decimal Total);

        public sealed class OrderWorkflow
        {
            [Workflow]
            public async Task RunAsync(Order order)
            {
                await OneAsync();
                {{body.ReplaceLineEndings("\n        ")}}
            }
        {{(members.Length == 0 ? "" : "\n    " + members.ReplaceLineEndings("\n    ") + "\n").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}
            [Step]
            private Task OneAsync(CancellationToken cancel = default) => Task.CompletedTask;

            [Step]
            private Task<string> TextAsync(string text) => Task.FromResult(text);
        {{(steps.Length == 0 ? "" : "\n    " + steps.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal) + "\n")}}}

        """;

    /// <summary>The whole text after the fix of the first finding of a rule.</summary>
    public static async Task<string> OneAsync(string rule, string source, string? title = null)
    {
        using var solution = await CompiledAsync([("Case.cs", source)]);
        var finding = (await solution.AnalyzeAsync()).First(d => d.Id == rule);
        await solution.ApplyAsync((await OfferAsync(solution, finding, title)).Action);
        await CompilesAsync(solution);
        return await solution.TextAsync("Case.cs");
    }

    /// <summary>All findings of a rule are mended at once, and nothing of the rule is left.</summary>
    public static async Task<string> AllAsync(string rule, string source, string? title = null)
    {
        using var solution = await AllAsync(rule, title, [("Case.cs", source)]);
        return await solution.TextAsync("Case.cs");
    }

    /// <summary>The text after fix-all, begun at one of the findings; what can't be mended stays.</summary>
    public static async Task<string> TextAfterAllAsync(string rule, string source, int offer)
    {
        using var solution = await CompiledAsync([("Case.cs", source)]);
        var (fix, action) = await OfferAsync(solution, (await solution.AnalyzeAsync()).Where(d => d.Id == rule).ElementAt(offer), null);
        await solution.ApplyAllAsync(fix, action.Title, FixAllScope.Document, solution.Document("Case.cs"));
        await CompilesAsync(solution);
        return await solution.TextAsync("Case.cs");
    }

    public static async Task<FixSolution> AllAsync(string rule, string? title, (string Path, string Source)[] files, FixAllScope scope = FixAllScope.Project)
    {
        var solution = await CompiledAsync(files);
        var finding = (await solution.AnalyzeAsync()).FirstOrDefault(d => d.Id == rule) ?? throw new AssertionException($"{rule} says nothing of the case.");
        var (fix, action) = await OfferAsync(solution, finding, title);
        await solution.ApplyAllAsync(fix, action.Title, scope, solution.Solution.GetDocument(finding.Location.SourceTree)!);
        await CompilesAsync(solution);
        var left = await solution.AnalyzeAsync();
        Assert.That(left.Where(d => d.Id == rule).Select(d => d.ToString()), Is.Empty, await TextsAsync(solution));
        return solution;
    }

    /// <summary>The body of a workflow, before and after the fix; nothing at all may be left to say of the result.</summary>
    public static async Task BodyAsync(string rule, string before, string after, string members = "", string? membersAfter = null, string? title = null, string steps = "")
    {
        using var solution = await AllAsync(rule, title, [("Case.cs", Workflow(before, members))]);
        Assert.That(await solution.TextAsync("Case.cs"), Is.EqualTo(Workflow(after, membersAfter ?? members, steps)));
        Assert.That((await solution.AnalyzeAsync()).Select(d => d.ToString()), Is.Empty);
    }

    /// <summary>The rule speaks, and no fix is offered.</summary>
    public static async Task NotOfferedAsync(string rule, string source)
    {
        using var solution = await CompiledAsync([("Case.cs", source)]);
        var findings = (await solution.AnalyzeAsync()).Where(d => d.Id == rule).ToList();
        Assert.That(findings, Is.Not.Empty, $"{rule} must speak");
        foreach (var finding in findings)
            Assert.That((await solution.OffersAsync(finding)).Select(o => o.Action.Title), Is.Empty, finding.ToString());
    }

    public static async Task CompilesAsync(FixSolution solution) =>
        Assert.That((await solution.ErrorsAsync()).Select(d => d.ToString()), Is.Empty, await TextsAsync(solution));

    private static async Task<FixSolution> CompiledAsync((string Path, string Source)[] files)
    {
        var solution = new FixSolution(("App", files));
        Assert.That((await solution.ErrorsAsync()).Select(d => d.ToString()), Is.Empty, "the case must compile");
        return solution;
    }

    private static async Task<(DurableCodeFix Fix, CodeAction Action)> OfferAsync(FixSolution solution, Diagnostic finding, string? title)
    {
        var offers = (await solution.OffersAsync(finding)).Where(o => title is null || o.Action.Title == title).ToList();
        Assert.That(offers, Has.Count.EqualTo(1), $"offers for {finding}");
        return offers[0];
    }

    private static async Task<string> TextsAsync(FixSolution solution)
    {
        var texts = new List<string>();
        foreach (var document in solution.Solution.Projects.SelectMany(p => p.Documents).Where(d => d.Name != "Usings.cs"))
            texts.Add($"== {document.Name}\n{await document.GetTextAsync()}");
        return string.Join("\n", texts);
    }
}
