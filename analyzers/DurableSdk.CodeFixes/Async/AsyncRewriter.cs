using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Async;

/// <summary>Carries out a plan to make functions async.</summary>
internal static class AsyncRewriter
{
    /// <summary>The spot, in a function that is async; null where that can't be.</summary>
    public static async Task<Spot?> InAsyncFunctionAsync(Spot spot)
    {
        if (!Functions.CanAwaitAt(spot.Node) || Functions.Around(spot.Node) is not { } function)
            return null;
        if (Functions.IsAsync(function))
            return spot;
        var plan = new AsyncPlan(spot.Document.Project.Solution, spot.Cancel);
        return await plan.AddAsync(spot.Document, function).ConfigureAwait(false) ? await ApplyAsync(plan, spot).ConfigureAwait(false) : null;
    }

    /// <summary>Awaits something in the place of an expression, in a function that is async then.</summary>
    /// <param name="spot">The spot.</param>
    /// <param name="find">What is awaited in whose place; asked again once the function is async, as the nodes are others then.</param>
    public static async Task<Repair?> AwaitAsync(Spot spot, Func<Spot, (string Title, ExpressionSyntax Place, ExpressionSyntax Task)?> find)
    {
        if (find(spot) is null || await InAsyncFunctionAsync(spot).ConfigureAwait(false) is not { } inAsync)
            return null;
        return find(inAsync) is var (title, place, task) ? inAsync.Replace(title, place, Await.Of(task, place)) : null;
    }

    /// <summary>The spot after the plan.</summary>
    public static async Task<Spot?> ApplyAsync(AsyncPlan plan, Spot spot)
    {
        var mark = new SyntaxAnnotation();
        var solution = spot.Document.Project.Solution;
        foreach (var id in plan.Functions.Keys.Select(f => f.Document).Concat(plan.Calls.Select(c => c.Document)).Append(spot.Document.Id).Distinct().ToList())
        {
            var document = solution.GetDocument(id)!;
            if (await document.GetSemanticModelAsync(spot.Cancel).ConfigureAwait(false) is not { } model)
                return null;
            solution = solution.WithDocumentSyntaxRoot(id, Rewrite(plan, id, model, id == spot.Document.Id ? spot.Node : null, mark));
        }

        return await Spot.FindAsync(solution.GetDocument(spot.Document.Id)!, mark, spot.Rule, spot.Cancel).ConfigureAwait(false);
    }

    private static SyntaxNode Rewrite(AsyncPlan plan, DocumentId id, SemanticModel model, SyntaxNode? marked, SyntaxAnnotation mark)
    {
        var root = model.SyntaxTree.GetRoot();
        var calls = new HashSet<SyntaxNode>(plan.Calls.Where(c => c.Document == id).Select(c => c.Call));
        var functions = plan.Functions.Where(f => f.Key.Document == id).ToDictionary(f => f.Key.Function, f => f.Value);
        var import = default((int Position, string Name)?);
        var changed = root.ReplaceNodes(calls.Concat(functions.Keys).Concat(marked is null ? [] : [marked]).Distinct(), (original, now) =>
        {
            if (original == marked)
                now = now.WithAdditionalAnnotations(mark);
            if (calls.Contains(original))
                now = Await.Of((ExpressionSyntax)now, original);
            if (!functions.TryGetValue(original, out var kind))
                return now;
            var task = TypeName.At(model, original.SpanStart, WellKnown.Task);
            import ??= kind == TaskKind.None && task.Import is { } name ? (original.SpanStart, name) : null;
            return AsyncFunction.Of(now, kind, task.Text);
        });
        return import is { } needed ? Usings.Add(changed, model, needed.Position, needed.Name) : changed;
    }
}
