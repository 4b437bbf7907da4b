using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Rules;

/// <summary>Steps that the compiler calls where nobody writes a call (DUR0022): an interceptor takes the place of written calls only.</summary>
internal static class ImplicitCallChecks
{
    private const string Add = "Add";

    public static void CollectionExpression(OperationAnalysisContext context)
    {
        var list = (ICollectionExpressionOperation)context.Operation;
        if (list.ConstructMethod?.MethodKind != MethodKind.Constructor || list.Elements.IsEmpty || !CallParser.IsName(Add, context.Compilation) || OwnOutput.Contains(context.ContainingSymbol))
            return;
        var adding = Adding(list);
        if (!adding.Any(IsStep))
            return;
        foreach (var element in list.Elements)
        {
            if (Takes(adding, element, context.Compilation) is { } called && IsStep(called))
                Report(context, element, called, "it stands in a collection expression; call it for each item");
        }
    }

    public static void Range(OperationAnalysisContext context)
    {
        var slice = context.Operation is ISlicePatternOperation pattern ? pattern.SliceSymbol : ((IImplicitIndexerReferenceOperation)context.Operation).IndexerSymbol;
        if (slice is IMethodSymbol called && CallParser.IsName(called.Name, context.Compilation) && IsStep(called) && !OwnOutput.Contains(context.ContainingSymbol))
            Report(context, context.Operation, called, $"it stands behind a range; call {called.Name} itself");
    }

    /// <summary>The methods that may take one element: the type's own, inherited ones and extensions.</summary>
    private static List<IMethodSymbol> Adding(ICollectionExpressionOperation list) => list.Type is not { } type || list.SemanticModel is not { } model
        ? []
        : [.. model.LookupSymbols(list.Syntax.SpanStart, type, Add, includeReducedExtensionMethods: true).OfType<IMethodSymbol>().Where(m => m.Parameters.Length > 0 && m.Parameters.Skip(1).All(p => p.IsOptional || p.IsParams))];

    /// <summary>The overload that fits an element best: that of its own type, else one that it can be converted to.</summary>
    private static IMethodSymbol? Takes(List<IMethodSymbol> adding, IOperation element, Compilation compilation)
    {
        var type = element is ISpreadOperation spread ? spread.ElementType : element is IConversionOperation { IsImplicit: true } converted ? converted.Operand.Type : element.Type;
        if (type is null)
            return adding.FirstOrDefault(IsStep);
        var fitting = adding.Where(m => m.Parameters[0].Type is ITypeParameterSymbol || compilation.ClassifyConversion(type, m.Parameters[0].Type).IsImplicit).ToList();
        return fitting.FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.Parameters[0].Type, type)) ?? fitting.FirstOrDefault();
    }

    private static bool IsStep(IMethodSymbol method) => StepParser.FindAttribute(StepParser.DefinitionOf(method)) is not null;

    private static void Report(OperationAnalysisContext context, IOperation at, IMethodSymbol called, string why) =>
        context.ReportDiagnostic(Diagnostic.Create(Rules.NotInterceptable, at.Syntax.GetLocation(), called.Name, why));
}
