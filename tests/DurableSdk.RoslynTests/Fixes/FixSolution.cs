using System.Collections.Immutable;
using DurableSdk.CodeFixes;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Projects as an editor holds them, with what generator and analyzers say of them and the fixes that are offered.</summary>
internal sealed class FixSolution : IDisposable
{
    private static readonly ImmutableArray<DurableCodeFix> Fixes =
    [
        .. typeof(DurableCodeFix).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DurableCodeFix))).Select(t => (DurableCodeFix)Activator.CreateInstance(t)!),
    ];

    /// <summary>The name of a project that doesn't know DurableSdk.</summary>
    public const string Foreign = "Foreign";

    private readonly AdhocWorkspace _workspace = new();

    public FixSolution(params (string Project, (string Path, string Source)[] Files)[] projects)
        : this(projects, withoutUsings: false)
    {
    }

    public FixSolution((string Project, (string Path, string Source)[] Files)[] projects, bool withoutUsings)
    {
        var solution = _workspace.CurrentSolution;
        var earlier = new List<ProjectId>();
        foreach (var (name, files) in projects)
        {
            var compilation = Project.OfFiles(name, files).Compilation;
            var id = ProjectId.CreateNewId(name);
            solution = solution.AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, name, name, LanguageNames.CSharp,
                compilationOptions: compilation.Options, parseOptions: Project.ParseOptions, metadataReferences: compilation.References.Where(r => name != Foreign || Path.GetFileName(r.Display)?.StartsWith("DurableSdk", StringComparison.Ordinal) != true),
                projectReferences: earlier.Select(e => new ProjectReference(e))));
            foreach (var tree in compilation.SyntaxTrees.Where(t => (!withoutUsings && name != Foreign) || t.FilePath != "Usings.cs"))
                solution = solution.AddDocument(DocumentId.CreateNewId(id), tree.FilePath, SourceText.From(tree.ToString(), System.Text.Encoding.UTF8), filePath: tree.FilePath);
            earlier.Add(id);
        }

        Solution = solution;
    }

    public static IEnumerable<DurableCodeFix> All => Fixes;

    public Solution Solution { get; private set; }

    public async Task<string> TextAsync(string path) => (await Document(path).GetTextAsync()).ToString();

    public Document Document(string path) => Solution.Projects.SelectMany(p => p.Documents).Single(d => d.FilePath == path);

    /// <summary>What our analyzers say of all projects, in the order of the text.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync()
    {
        var found = new List<Diagnostic>();
        foreach (var project in Solution.Projects)
            found.AddRange(await AnalyzeAsync(project));
        return found;
    }

    public async Task<IReadOnlyList<Diagnostic>> ErrorsAsync()
    {
        var found = new List<Diagnostic>();
        foreach (var project in Solution.Projects)
            found.AddRange((await GenerateAsync(project)).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return found;
    }

    /// <summary>The fixes that are offered for a finding.</summary>
    public async Task<IReadOnlyList<(DurableCodeFix Fix, CodeAction Action)>> OffersAsync(Diagnostic finding)
    {
        var offers = new List<(DurableCodeFix, CodeAction)>();
        foreach (var fix in Fixes.Where(f => f.FixableDiagnosticIds.Contains(finding.Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(
                Solution.GetDocument(finding.Location.SourceTree)!, finding, (action, _) => offers.Add((fix, action)), CancellationToken.None));
        }

        return offers;
    }

    public async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        // As an editor would: the files are text, and are parsed anew.
        foreach (var document in Solution.Projects.SelectMany(p => p.Documents).ToList())
            Solution = Solution.WithDocumentText(document.Id, SourceText.From((await document.GetTextAsync()).ToString(), System.Text.Encoding.UTF8));
    }

    /// <summary>Fixes everything in a scope that has the first offer's title.</summary>
    public async Task ApplyAllAsync(DurableCodeFix fix, string title, FixAllScope scope, Document document)
    {
        var context = new FixAllContext(document, fix, scope, title, fix.FixableDiagnosticIds, new Provider(this), CancellationToken.None);
        var action = await fix.GetFixAllProvider().GetFixAsync(context);
        await ApplyAsync(action!);
    }

    public void Dispose() => _workspace.Dispose();

    private static async Task<CSharpCompilation> GenerateAsync(Microsoft.CodeAnalysis.Project project)
    {
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        CSharpGeneratorDriver.Create([new Generators.DurableGenerator().AsSourceGenerator()], parseOptions: Project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Microsoft.CodeAnalysis.Project project)
    {
        var generated = await GenerateAsync(project);
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await generated.WithAnalyzers([new Generators.Rules.GenerationAnalyzer(), new Analyzers.DeterminismAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.That(found.Where(d => d.Id == "AD0001").Select(d => d.ToString()), Is.Empty, "an analyzer threw");
        return [.. found.Where(d => !d.IsSuppressed).OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    private sealed class Provider(FixSolution solution) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await AnalyzeAsync(document.Project)).Where(d => solution.Solution.GetDocument(d.Location.SourceTree)?.Id == document.Id);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) =>
            (await AnalyzeAsync(project)).Where(d => !d.Location.IsInSource);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) =>
            await AnalyzeAsync(project);
    }
}
