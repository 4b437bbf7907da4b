using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.CodeFixes.Applying;

/// <summary>
/// Fixes all findings one after the other, each in what the ones before it left: two fixes that add a step, make one method
/// async or change another file can't be computed side by side.
/// </summary>
internal sealed class SequentialFixAll : FixAllProvider
{
    public static readonly SequentialFixAll Instance = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var title = fixAllContext.CodeActionEquivalenceKey ?? "";
        return Task.FromResult<CodeAction?>(CodeAction.Create(title, _ => FixAsync(fixAllContext, title), title));
    }

    private static async Task<Solution> FixAsync(FixAllContext context, string title)
    {
        var fix = (DurableCodeFix)context.CodeFixProvider;
        var marks = await Marks.PlaceAsync(context.Solution, await FindingsAsync(context).ConfigureAwait(false), context.CancellationToken).ConfigureAwait(false);

        // Checking every single change would bind the files again each time; it is only needed where one of them went wrong.
        var all = await ApplyAsync(marks, title, fix.ChangeAsync, context.CancellationToken).ConfigureAwait(false);
        return await CompileCheck.IsNoWorseAsync(marks.Solution, all, context.CancellationToken).ConfigureAwait(false)
            ? all
            : await ApplyAsync(marks, title, fix.RepairAsync, context.CancellationToken).ConfigureAwait(false);
    }

    private static async Task<Solution> ApplyAsync(Marks marks, string title, Func<Spot, Task<Repair?>> repair, CancellationToken cancel)
    {
        var solution = marks.Solution;
        foreach (var (document, mark, rule) in marks.All)
        {
            if (await Spot.FindAsync(solution.GetDocument(document)!, mark, rule, cancel).ConfigureAwait(false) is { } spot
                && await repair(spot).ConfigureAwait(false) is { } change
                && change.Title == title)
                solution = change.Solution;
        }

        return solution;
    }

    /// <summary>What the context's scope holds.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindingsAsync(FixAllContext context)
    {
        if (context.Scope == FixAllScope.Document)
            return context.Document is { } document ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false) : [];
        if (context.Scope == FixAllScope.Project)
            return await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);
        var findings = new List<Diagnostic>();
        foreach (var project in context.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
            findings.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
        return findings;
    }
}
