using System.Collections.Immutable;
using System.Composition;
using DurableSdk.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Writes into the contract file what a workflow is now. One workflow at a time: to let go of what runs in flight depend on is a decision.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UpdateContract : CodeFixProvider
{
    private const string Title = "Update " + ContractFile.FileName;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DUR2001", "DUR2002", "DUR2003", "DUR2004", "DUR2007"];

    public override FixAllProvider? GetFixAllProvider() => null;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            if (diagnostic.Properties.TryGetValue(ContractCheck.PathProperty, out var path)
                && context.Document.Project.AdditionalDocuments.FirstOrDefault(d => d.FilePath == path) is { } file)
                context.RegisterCodeFix(CodeAction.Create(Title, cancel => UpdateAsync(file, diagnostic, cancel), Title), diagnostic);
        }

        return Task.CompletedTask;
    }

    private static async Task<Solution> UpdateAsync(TextDocument file, Diagnostic diagnostic, CancellationToken cancel)
    {
        var text = await file.GetTextAsync(cancel).ConfigureAwait(false);
        var updated = ContractFile.Update(text.ToString(), diagnostic.Properties[ContractCheck.KeyProperty]!, diagnostic.Properties[ContractCheck.TextProperty]!);
        return file.Project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(updated, text.Encoding));
    }
}
