using System.Collections.Immutable;
using DurableSdk.Generators;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Analyzers.Suppressors;

/// <summary>Silences rules of others in workflow code and at what it declares, where following their advice would break the workflow.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkflowSuppressor : DiagnosticSuppressor
{
    private static readonly ImmutableDictionary<string, ForeignRule> Rules = SuppressionTable.All.ToImmutableDictionary(r => r.Descriptor.SuppressedDiagnosticId);

    private static readonly ImmutableArray<string> Handlers =
        [WellKnownNames.WorkflowAttribute, WellKnownNames.SignalAttribute, WellKnownNames.QueryAttribute, WellKnownNames.UpdateAttribute];

    private readonly ReachCache _reaches = new();

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. SuppressionTable.All.Select(r => r.Descriptor)];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName(WellKnownNames.WorkflowAttribute) is null)
            return;
        var reach = _reaches.Get(context.Compilation, context.CancellationToken);
        foreach (var reported in context.ReportedDiagnostics)
        {
            if (reported.Location.SourceTree is { } tree && Rules.TryGetValue(reported.Id, out var rule) && IsIn(rule.Scope, tree, reported.Location))
                context.ReportSuppression(Suppression.Create(rule.Descriptor, reported));
        }

        bool IsIn(SuppressionScope scope, SyntaxTree tree, Location location) => scope switch
        {
            SuppressionScope.Declaration => IsDeclaration(location, context),
            SuppressionScope.StepCall => reach.Contains(tree, location.SourceSpan) && IsStepCall(location, context),
            _ => reach.Contains(tree, location.SourceSpan),
        };
    }

    /// <summary>Such a rule points at the call or at the name in it.</summary>
    private static bool IsStepCall(Location location, SuppressionAnalysisContext context)
    {
        var tree = location.SourceTree!;
        var node = tree.GetRoot(context.CancellationToken).FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        return node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            && (call == node || call.Expression.Span.Contains(location.SourceSpan))
            && context.GetSemanticModel(tree).GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol called
            && StepParser.FindAttribute(StepParser.DefinitionOf(called)) is not null;
    }

    /// <summary>Such a rule points at the name; what is inside is no matter of the log.</summary>
    private static bool IsDeclaration(Location location, SuppressionAnalysisContext context)
    {
        var tree = location.SourceTree!;
        return tree.GetRoot(context.CancellationToken).FindNode(location.SourceSpan) is MethodDeclarationSyntax declaration
            && declaration.Identifier.Span == location.SourceSpan
            && context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken) is IMethodSymbol method
            && (StepParser.FindAttribute(method) is not null || Handlers.Any(handler => StepParser.AttributeOf(method, handler) is not null));
    }
}
