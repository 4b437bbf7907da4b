using System.Collections.Concurrent;
using System.Collections.Immutable;
using DurableSdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.RoslynTests.Harness;

/// <summary>A project as the compiler sees it: files, references, the generator and its analyzer.</summary>
internal sealed class Project
{
    public static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.Preview)
        .WithFeatures([new("InterceptorsNamespaces", "DurableSdk.Generated")]);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    private static readonly ImmutableArray<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var f
                && (f.StartsWith("System.", StringComparison.Ordinal) || f is "mscorlib.dll" or "netstandard.dll" or "DurableSdk.Core.dll"
                    || f.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal)))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private Project(CSharpCompilation compilation, string? foreign = null) => (Compilation, Foreign) = (compilation, foreign);

    public CSharpCompilation Compilation { get; }

    /// <summary>What another generator makes, which ours doesn't see.</summary>
    private string? Foreign { get; }

    /// <summary>A project of one file named <c>Case.cs</c>.</summary>
    public static Project Of(string source, string assembly = "App") => OfFiles(assembly, ("Case.cs", source));

    public static Project OfFiles(string assembly, params (string Path, string Source)[] files) => new(CSharpCompilation.Create(
        assembly,
        files.Append(("Usings.cs", Usings)).Select(f => Parse(f.Item2, f.Item1)),
        Platform,
        Options));

    public static SyntaxTree Parse(string source, string path, CSharpParseOptions? options = null) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), options ?? ParseOptions, path);

    public Project With(params MetadataReference[] references) => new(Compilation.AddReferences(references), Foreign);

    public Project WithForeign(string source) => new(Compilation, source);

    public Project WithParseOptions(CSharpParseOptions options) => new(Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(
        Compilation.SyntaxTrees.Select(t => Parse(t.ToString(), t.FilePath, options))), Foreign);

    public Project Replace(string path, string source) =>
        new(Compilation.ReplaceSyntaxTree(Compilation.SyntaxTrees.Single(t => t.FilePath == path), Parse(source, path)), Foreign);

    public GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new DurableGenerator().AsSourceGenerator(), .. Foreign is null ? [] : new[] { new ForeignGenerator(Foreign).AsSourceGenerator() }],
        parseOptions: (CSharpParseOptions)Compilation.SyntaxTrees[0].Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public GeneratorDriver RunDriver() => CreateDriver().RunGenerators(Compilation);

    /// <summary>The compilation with what was generated; the generator itself may report nothing.</summary>
    public CSharpCompilation Generate()
    {
        var driver = CreateDriver().RunGeneratorsAndUpdateCompilation(Compilation, out var output, out var diagnostics);
        Assert.That(diagnostics, Is.Empty);
        Assert.That(driver.GetRunResult().Results.Select(r => r.Exception), Is.All.Null);
        return (CSharpCompilation)output;
    }

    /// <summary>What our analyzer says of the sources and of what was generated, sorted.</summary>
    public IReadOnlyList<Diagnostic> Analyze() => Analyze(Generate(), new Generators.Rules.GenerationAnalyzer());

    /// <summary>What the rules of determinism say of the sources, sorted; an analyzer that throws fails the test.</summary>
    public IReadOnlyList<Diagnostic> AnalyzeDeterminism(params AdditionalText[] additional) => Analyze(Generate(), new Analyzers.DeterminismAnalyzer(), additional);

    /// <summary>What the rules of the contract say, sorted.</summary>
    public IReadOnlyList<Diagnostic> AnalyzeContract(params AdditionalText[] additional) => Analyze(Generate(), new Analyzers.Contracts.ContractAnalyzer(), additional);

    private static IReadOnlyList<Diagnostic> Analyze(CSharpCompilation generated, DiagnosticAnalyzer analyzer, params AdditionalText[] additional)
    {
        // The driver swallows what its callback throws, so exceptions are collected.
        var thrown = new ConcurrentQueue<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. additional]), onAnalyzerException: (e, _, _) => thrown.Enqueue(e), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var reported = generated.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        if (thrown.TryDequeue(out var first))
            throw new InvalidOperationException("the analyzer threw", first);
        return
        [
            .. reported.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Compiles without a warning of anybody's.</summary>
    public byte[] Build()
    {
        var output = Generate();
        Assert.That(Analyze(output, new Generators.Rules.GenerationAnalyzer()).Select(d => d.ToString()), Is.Empty, "analyzer");
        using var stream = new MemoryStream();
        var result = output.Emit(stream);
        var said = result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.That(said.Select(d => d.ToString()), Is.Empty, () => string.Join("\n\n", output.SyntaxTrees
            .Where(t => said.Any(d => d.Location.SourceTree == t)).Select(t => $"== {t.FilePath}\n{t}")));
        return stream.ToArray();
    }

    private sealed class ForeignGenerator(string source) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, (output, _) => output.AddSource("Foreign.g.cs", source));
    }

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using DurableSdk;
        """;
}
