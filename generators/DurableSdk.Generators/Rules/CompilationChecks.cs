using System.Collections.Concurrent;
using DurableSdk.Generators.Emitting;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks that need the whole compilation: names that clash, and how the project is set up.</summary>
internal sealed class CompilationChecks
{
    /// <summary>What generated code needs: collection expressions and aliases of any type.</summary>
    private const LanguageVersion LowestLanguageVersion = LanguageVersion.CSharp12;

    private const string NotRead =
        "the generator couldn't read it: it uses what another generator makes; give that a variable of a written type first, or move it to another project";

    private readonly ConcurrentBag<(WorkflowModel Model, IMethodSymbol Method, Location? Location)> _workflows = [];
    private readonly ConcurrentBag<(Location Location, string Name)> _notIntercepted = [];
    private volatile bool _isUsed;

    /// <summary>Whether the project is set up so that a call can be intercepted.</summary>
    public static bool CanIntercept(Compilation compilation) =>
        compilation.SyntaxTrees.FirstOrDefault()?.Options is CSharpParseOptions options
        && options.LanguageVersion >= LowestLanguageVersion
        && AllowsInterceptors(options);

    public void AddStep() => _isUsed = true;

    public void AddNotIntercepted(IOperation call, IMethodSymbol called) => _notIntercepted.Add((call.Syntax.GetLocation(), called.Name));

    public void AddWorkflow(IMethodSymbol method, AttributeData attribute, WorkflowModel? model)
    {
        _isUsed = true;
        if (model is not null)
            _workflows.Add((model, method, WorkflowParser.LocationOf(attribute)));
    }

    public void Report(CompilationAnalysisContext context)
    {
        if (_isUsed)
            ReportProject(context);
        ReportNames(context);
        foreach (var (location, name) in _notIntercepted)
            context.ReportDiagnostic(Diagnostic.Create(Rules.NotInterceptable, location, name, NotRead));
    }

    private static void ReportProject(CompilationAnalysisContext context)
    {
        if (context.Compilation.SyntaxTrees.FirstOrDefault()?.Options is not CSharpParseOptions options)
            return;
        if (options.LanguageVersion < LowestLanguageVersion)
            context.ReportDiagnostic(Diagnostic.Create(Rules.LanguageVersion, Location.None, options.LanguageVersion.ToDisplayString()));

        if (!AllowsInterceptors(options))
            context.ReportDiagnostic(Diagnostic.Create(Rules.InterceptorsOff, Location.None));
    }

    private static bool AllowsInterceptors(CSharpParseOptions options)
    {
        // What the compiler itself goes by; the SDK fills it from the property.
        options.Features.TryGetValue("InterceptorsNamespaces", out var namespaces);
        return namespaces?.Split(';').Any(n => n.Trim() is WellKnownNames.GeneratedNamespace or "DurableSdk") == true;
    }

    private void ReportNames(CompilationAnalysisContext context)
    {
        var ordered = _workflows.OrderBy(w => w.Model.Name, StringComparer.Ordinal).ThenBy(w => w.Model.Version).ThenBy(w => w.Model.Method.TypeName, StringComparer.Ordinal).ThenBy(w => w.Model.Method.Ordinal).ToList();
        foreach (var same in ordered.GroupBy(w => (w.Model.Name, w.Model.Version)))
        {
            var first = same.First();
            foreach (var other in same.Skip(1).Where(o => !IsUnnamedTwin(o.Method, first.Method)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Rules.DuplicateWorkflow, other.Location, other.Model.Name, other.Model.Version, first.Model.Method.Display));
            }
        }

        foreach (var same in ordered.GroupBy(w => w.Model.Identifier, StringComparer.Ordinal))
        {
            var handle = ClientEmitter.HandleName(same.Key);
            foreach (var workflow in same)
            {
                if (workflow.Model.Name != same.First().Model.Name || IsDeclared(context.Compilation, workflow.Model.Namespace, handle))
                    context.ReportDiagnostic(Diagnostic.Create(Rules.NameTaken, workflow.Location, workflow.Model.Name, handle));
            }
        }
    }

    /// <summary>Two workflows of one class without names: DUR0013 says so already.</summary>
    private static bool IsUnnamedTwin(IMethodSymbol one, IMethodSymbol other) =>
        SymbolEqualityComparer.Default.Equals(one.ContainingType, other.ContainingType) && (DeclarationChecks.IsUnnamed(one) || DeclarationChecks.IsUnnamed(other));

    private static bool IsDeclared(Compilation compilation, string? space, string name)
    {
        var type = compilation.Assembly.GetTypeByMetadataName(space is null ? name : $"{space.Replace("@", "")}.{name}");
        return type?.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.EndsWith("Client.g.cs", StringComparison.Ordinal)) == true;
    }
}
