using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Applying;

/// <summary>A solution whose findings are marked, so that they are found again after the code around them has changed.</summary>
/// <param name="Solution">The solution with the marks.</param>
/// <param name="All">The marks in the order in which to fix: inner findings before those around them.</param>
internal sealed record Marks(Solution Solution, IReadOnlyList<(DocumentId Document, SyntaxAnnotation Mark, string Rule)> All)
{
    public static async Task<Marks> PlaceAsync(Solution solution, IEnumerable<Diagnostic> findings, CancellationToken cancel)
    {
        var all = new List<(DocumentId, SyntaxAnnotation, string)>();
        foreach (var group in findings.Where(f => f.Location.IsInSource).GroupBy(f => solution.GetDocument(f.Location.SourceTree)?.Id))
        {
            if (group.Key is not { } id || await solution.GetDocument(id)!.GetSyntaxRootAsync(cancel).ConfigureAwait(false) is not { } root)
                continue;
            var marks = new Dictionary<SyntaxNode, List<SyntaxAnnotation>>();
            foreach (var finding in group.OrderBy(f => f.Location.SourceSpan.End).ThenBy(f => f.Location.SourceSpan.Length))
            {
                var mark = new SyntaxAnnotation();
                all.Add((id, mark, finding.Id));
                var node = root.FindNode(finding.Location.SourceSpan, getInnermostNodeForTie: true);
                if (!marks.TryGetValue(node, out var ofNode))
                    marks[node] = ofNode = [];
                ofNode.Add(mark);
            }

            solution = solution.WithDocumentSyntaxRoot(id, root.ReplaceNodes(marks.Keys, (original, now) => now.WithAdditionalAnnotations(marks[original])));
        }

        return new Marks(solution, all);
    }
}
