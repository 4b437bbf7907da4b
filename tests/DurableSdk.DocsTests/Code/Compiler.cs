using System.Collections.Immutable;
using System.Reflection;
using DurableSdk.Analyzers;
using DurableSdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.DocsTests.Code;

/// <summary>Compiles the C# of the documentation as a user's project would: with implicit usings, the generator and the analyzers.</summary>
internal static class Compiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string FragmentUsings = """
        global using System.Collections.Immutable;
        global using System.Globalization;
        global using System.Text.Json.Serialization;
        global using DurableSdk;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.Caching.Distributed;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.Preview)
        .WithFeatures([new("InterceptorsNamespaces", "DurableSdk.Generated")]);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("nunit", StringComparison.OrdinalIgnoreCase))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. new[] { typeof(DurableGenerator), typeof(DeterminismAnalyzer) }.SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>A whole file, as it stands in the documentation.</summary>
    public static Task<IReadOnlyList<Diagnostic>> CompileFileAsync(string code, string? bans = null) => CompileAsync(bans, Usings, code);

    /// <summary>Members of a class that has the payments injected.</summary>
    public static Task<IReadOnlyList<Diagnostic>> CompileMemberAsync(string code, string? bans = null) => CompileAsync(
        bans, Usings, FragmentUsings, Context, $"public sealed class Fragment(Payments payments)\n{{\n#line 1\n{code}\n#line default\n}}");

    /// <summary>Members of a workflow's class that has services injected and inherits the steps of a shop.</summary>
    public static Task<IReadOnlyList<Diagnostic>> CompileWorkflowAsync(string code, string? bans = null) => CompileAsync(
        bans, Usings, FragmentUsings, Context,
        $"public sealed class Fragment(Payments payments, IPrices prices, Catalog catalog, IDistributedCache cache, ShopSettings settings, ILogger<Fragment> logger) : ShopSteps\n{{\n#line 1\n{code}\n#line default\n}}");

    /// <summary>Statements of a program that has a builder, an app, a client and an order.</summary>
    public static Task<IReadOnlyList<Diagnostic>> CompileStatementsAsync(string code, string? bans = null) => CompileAsync(bans, Usings, FragmentUsings, Context, $$"""
        public static class Fragment
        {
            public static async Task<object?> RunAsync(
                WebApplicationBuilder builder, WebApplication app, DurableClient client, OrderWorkflow workflow, Order order, string runId, string json)
            {
                await Task.Yield();
        #line 1
        {{code}}
        #line default
                return null;
            }
        }
        """);

    private static string Context
    {
        get
        {
            using var reader = new StreamReader(typeof(Compiler).Assembly.GetManifestResourceStream("Context")!);
            return reader.ReadToEnd();
        }
    }

    private static async Task<IReadOnlyList<Diagnostic>> CompileAsync(string? bans, params string[] files)
    {
        var trees = files.Select((text, i) => CSharpSyntaxTree.ParseText(text, ParseOptions, $"File{i}.cs", System.Text.Encoding.UTF8)).ToArray();
        var isProgram = trees.Any(tree => tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any());
        var kind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Docs", trees, References, options);
        CSharpGeneratorDriver.Create([new DurableGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var reported);
        var additional = bans is null ? new AnalyzerOptions([]) : new AnalyzerOptions([new BanFile(bans)]);
        var found = await generated.WithAnalyzers(Analyzers, additional).GetAnalyzerDiagnosticsAsync();
        return
        [
            .. generated.GetDiagnostics().Concat(reported).Concat(found)
                .Where(diagnostic => !diagnostic.IsSuppressed)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id is "AD0001" || diagnostic.Id.StartsWith("DUR", StringComparison.Ordinal)),
        ];
    }

    private sealed class BanFile(string text) : AdditionalText
    {
        public override string Path => Block.BanFile;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, System.Text.Encoding.UTF8);
    }
}
