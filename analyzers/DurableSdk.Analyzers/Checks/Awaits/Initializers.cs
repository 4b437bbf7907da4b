using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>With what a variable or a field begins.</summary>
internal static class Initializers
{
    public static IOperation? Of(IOperation reference, Visit visit) => reference switch
    {
        ILocalReferenceOperation { Local: var local } => ValueOf(local, visit) is { } value && IsBefore(value, reference) ? Of(value, visit) : null,
        IFieldReferenceOperation { Field: var field } => ValueOf(field, visit) is { } value ? Of(value, visit) : null,
        _ => null,
    };

    private static ExpressionSyntax? ValueOf(ISymbol symbol, Visit visit) => visit.Facts.IsInSource(symbol)
        ? (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(visit.Cancel) as VariableDeclaratorSyntax)?.Initializer?.Value
        : null;

    private static IOperation? Of(ExpressionSyntax value, Visit visit) =>
        visit.Facts.Compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, visit.Cancel)?.Unconverted();

    /// <summary>In half typed code a variable may begin with itself, which has no end.</summary>
    private static bool IsBefore(ExpressionSyntax value, IOperation use) => value.Span.End <= use.Syntax.SpanStart;
}
