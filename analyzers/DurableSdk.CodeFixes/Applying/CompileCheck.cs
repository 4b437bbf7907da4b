using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.CodeFixes.Applying;

/// <summary>Whether a change leaves no error behind that wasn't there before.</summary>
internal static class CompileCheck
{
    public static async Task<bool> IsNoWorseAsync(Solution before, Solution after, CancellationToken cancel)
    {
        foreach (var changed in after.GetChanges(before).GetProjectChanges().SelectMany(p => p.GetChangedDocuments()))
        {
            var old = await ErrorsAsync(before.GetDocument(changed), cancel).ConfigureAwait(false);
            var now = await ErrorsAsync(await ReadAgainAsync(after.GetDocument(changed), cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
            if (now.Any(e => !old.TryGetValue(e.Key, out var count) || e.Value > count))
                return false;
        }

        return true;
    }

    /// <summary>A tree that was put together from parts need not be what its text says: <c>a?</c> before a name is half of a condition.</summary>
    private static async Task<Document?> ReadAgainAsync(Document? document, CancellationToken cancel)
    {
        if (document is null)
            return null;
        var text = await document.GetTextAsync(cancel).ConfigureAwait(false);
        return document.WithText(SourceText.From(text.ToString(), text.Encoding));
    }

    /// <summary>How many errors there are of each id: where they stand may change.</summary>
    private static async Task<Dictionary<string, int>> ErrorsAsync(Document? document, CancellationToken cancel)
    {
        var model = document is null ? null : await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        return (model?.GetDiagnostics(cancellationToken: cancel) ?? [])
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .GroupBy(d => d.Id)
            .ToDictionary(g => g.Key, g => g.Count());
    }
}
