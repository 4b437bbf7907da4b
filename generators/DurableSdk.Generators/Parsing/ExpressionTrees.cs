using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Parsing;

/// <summary>Whether a call stands in an expression tree. There it is data for whoever reads the tree, such as a mock or a query provider, and has to name the method itself.</summary>
internal static class ExpressionTrees
{
    public static bool Contains(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancel) =>
        call.Ancestors().Any(a => a is LambdaExpressionSyntax or QueryExpressionSyntax) && model.GetOperation(call, cancel) is { } operation && Contains(operation);

    public static bool Contains(IOperation call)
    {
        for (var inner = call; inner.Parent is { } outer; inner = outer)
        {
            if (inner is IAnonymousFunctionOperation && outer is IConversionOperation { Type: { } type } && IsTree(type))
                return true;
        }

        return false;
    }

    private static bool IsTree(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Expression", Arity: 1 } named && named.ContainingNamespace.ToDisplayString() == "System.Linq.Expressions";
}
