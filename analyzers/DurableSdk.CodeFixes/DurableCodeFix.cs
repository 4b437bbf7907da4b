using System.Collections.Immutable;
using DurableSdk.CodeFixes.Applying;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.CodeFixes;

/// <summary>
/// A fix for one or a few rules. It is offered only where its result compiles: what a light bulb promises must hold, and what can
/// stand in the way (a reference in another file, a span across an await) is known best by the compiler.
/// </summary>
internal abstract class DurableCodeFix(params string[] rules) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. rules];

    public sealed override FixAllProvider GetFixAllProvider() => SequentialFixAll.Instance;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // dotnet format shows a fix what other rules of the same analyzer have found, too.
        foreach (var diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            if (await Spot.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } spot
                && await RepairAsync(spot).ConfigureAwait(false) is { } repair)
                context.RegisterCodeFix(CodeAction.Create(repair.Title, _ => Task.FromResult(repair.Solution), repair.Title), diagnostic);
        }
    }

    /// <summary>The change, if its result compiles.</summary>
    public async Task<Repair?> RepairAsync(Spot spot) =>
        await ChangeAsync(spot).ConfigureAwait(false) is { } repair
        && await CompileCheck.IsNoWorseAsync(spot.Document.Project.Solution, repair.Solution, spot.Cancel).ConfigureAwait(false)
            ? repair
            : null;

    /// <summary>The change, whether it compiles or not; null where there is none. Must bear code that is half typed.</summary>
    public virtual Task<Repair?> ChangeAsync(Spot spot) => Task.FromResult(Change(spot));

    /// <summary>A change that needs nothing but the spot's own file.</summary>
    protected virtual Repair? Change(Spot spot) => null;
}
