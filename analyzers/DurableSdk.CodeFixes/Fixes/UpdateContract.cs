using System.Collections.Immutable;
using System.Composition;
using DurableSdk.Analyzers.Contracts;
using DurableSdk.CodeFixes.Applying;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Writes into the contract file what a workflow is now. To let go of what runs in flight depend on is a decision for each workflow; what breaks none of them is written for all at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UpdateContract : CodeFixProvider
{
    private const string Title = "Update " + ContractFile.FileName;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DUR2001", "DUR2002", "DUR2003", "DUR2004", "DUR2007"];

    public override FixAllProvider GetFixAllProvider() => HarmlessFixAll.Instance;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            if (FileOf(context.Document.Project, diagnostic) is { } file)
                context.RegisterCodeFix(CodeAction.Create(Title, cancel => UpdateAsync(file, diagnostic, cancel), Title), diagnostic);
        }

        return Task.CompletedTask;
    }

    private static TextDocument? FileOf(Project project, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(ContractCheck.PathProperty, out var path) ? project.AdditionalDocuments.FirstOrDefault(d => d.FilePath == path) : null;

    private static async Task<Solution> UpdateAsync(TextDocument file, Diagnostic diagnostic, CancellationToken cancel)
    {
        var text = await file.GetTextAsync(cancel).ConfigureAwait(false);
        var updated = ContractFile.Update(text.ToString(), diagnostic.Properties[ContractCheck.KeyProperty]!, diagnostic.Properties[ContractCheck.TextProperty]!);
        return file.Project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(updated, text.Encoding));
    }

    private sealed class HarmlessFixAll : FixAllProvider
    {
        private const string Rule = "DUR2004";

        public static readonly HarmlessFixAll Instance = new();

        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override IEnumerable<string> GetSupportedFixAllDiagnosticIds(CodeFixProvider originalCodeFixProvider) => [Rule];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
            Task.FromResult<CodeAction?>(CodeAction.Create(Title, cancel => FixAsync(fixAllContext, cancel), Title));

        /// <summary>One after the other, for they change one file, and in the order of the code, so that it is always the same file.</summary>
        private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancel)
        {
            var solution = context.Solution;
            var findings = await SequentialFixAll.FindingsAsync(context).ConfigureAwait(false);
            foreach (var finding in findings.Where(d => d.Id == Rule).OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start))
            {
                if (context.Solution.GetDocument(finding.Location.SourceTree)?.Project.Id is { } project && FileOf(solution.GetProject(project)!, finding) is { } file)
                    solution = await UpdateAsync(file, finding, cancel).ConfigureAwait(false);
            }

            return solution;
        }
    }
}
