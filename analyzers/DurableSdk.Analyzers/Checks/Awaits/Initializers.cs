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
        ILocalReferenceOperation { Local: var local } => Of(local, visit),
        IFieldReferenceOperation { Field: var field } => Of(field, visit),
        _ => null,
    };

    private static IOperation? Of(ISymbol symbol, Visit visit)
    {
        if (!visit.Facts.IsInSource(symbol) || symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(visit.Cancel) is not VariableDeclaratorSyntax { Initializer.Value: { } value })
            return null;
        return visit.Facts.Compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, visit.Cancel)?.Unconverted();
    }
}
