using DurableSdk.Analyzers;
using DurableSdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.ConformanceTests.CompileTime;

/// <summary>The sources of all cases as the compiler sees them, with the generator and the analyzers.</summary>
internal static class CaseProject
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using DurableSdk.ConformanceTests.Harness;
        global using DurableSdk.EngineTests.Harness;
        global using DurableSdk.Events;
        global using Microsoft.Extensions.DependencyInjection;
        global using NUnit.Framework;
        """;

    private static readonly CSharpParseOptions ParseOptions =
        new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([new("InterceptorsNamespaces", "DurableSdk.Generated")]);

    private static readonly string[] NotTheirs = ["DurableSdk.ConformanceTests.dll", "DurableSdk.Generators.dll", "DurableSdk.Analyzers.dll"];

    /// <summary>The compilation with what was generated.</summary>
    public static CSharpCompilation Compile()
    {
        var compilation = CSharpCompilation.Create(
            "DurableSdk.ConformanceTests",
            Sources().Select(path => Parse(File.ReadAllText(path), path)).Append(Parse(Usings, "Usings.cs")),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new DurableGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    /// <summary>What the analyzers of determinism say, by the name of the case.</summary>
    public static async Task<ILookup<string, Diagnostic>> AnalyzeAsync(CSharpCompilation compilation)
    {
        var found = await compilation.WithAnalyzers([new DeterminismAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return found.ToLookup(finding => Path.GetFileNameWithoutExtension(finding.Location.SourceTree?.FilePath ?? ""), StringComparer.Ordinal);
    }

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), ParseOptions, path);

    private static IEnumerable<string> Sources() =>
    [
        .. In("tests/DurableSdk.ConformanceTests/Cases"),
        .. In("tests/DurableSdk.ConformanceTests/Harness"),
        .. In("tests/DurableSdk.EngineTests/Harness").Where(path => Path.GetFileName(path) is not ("EngineTest.cs" or "Assembly.cs")),
        .. In("tests/DurableSdk.EndToEndTests/Harness").Where(path => Path.GetFileName(path) is "ChildProcess.cs" or "Unix.cs"),
        .. In("tests/Shared"),
    ];

    private static string[] In(string folder) => Directory.GetFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => !NotTheirs.Contains(Path.GetFileName(path)))
        .Select(path => MetadataReference.CreateFromFile(path));
}
