using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>The argument of another overload, which says by which culture or how to compare.</summary>
/// <param name="Index">Where it goes.</param>
/// <param name="Kind">What it is.</param>
internal sealed record CultureArgument(int Index, CultureArgumentKind Kind)
{
    private static readonly CultureArgumentKind[] Kinds = [CultureArgumentKind.Provider, CultureArgumentKind.Comparison, CultureArgumentKind.Comparer];

    /// <summary>Null where the call has no such overload, or has the argument already.</summary>
    public static CultureArgument? Find(SemanticModel model, InvocationExpressionSyntax call, CancellationToken cancel)
    {
        if (model.GetSymbolInfo(call, cancel).Symbol is not IMethodSymbol { ContainingType: { } type } called)
            return null;
        var definition = (called.ReducedFrom ?? called).OriginalDefinition;
        var receivers = called.ReducedFrom is null ? 0 : 1;
        foreach (var kind in Kinds)
        {
            if (IndexOf(kind, definition) >= receivers)
                return null;
            var overload = type.GetMembers(definition.Name).OfType<IMethodSymbol>().FirstOrDefault(m => IndexOf(kind, m) >= 0 && IsWith(m, IndexOf(kind, m), definition));
            if (overload is not null)
                return new CultureArgument(IndexOf(kind, overload) - receivers, kind);
        }

        return null;
    }

    /// <summary>The call with the argument.</summary>
    public InvocationExpressionSyntax In(InvocationExpressionSyntax call, string text)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(text));
        var arguments = call.ArgumentList.Arguments.ToList();
        arguments.Insert(Math.Min(Index, arguments.Count), argument);
        return call.WithArgumentList(call.ArgumentList.WithArguments(Expressions.List(arguments)));
    }

    public static bool IsProvider(ITypeSymbol type) => Is(CultureArgumentKind.Provider, type);

    private static int IndexOf(CultureArgumentKind kind, IMethodSymbol method)
    {
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            if (Is(kind, method.Parameters[i].Type))
                return i;
        }

        return -1;
    }

    /// <summary>Whether an overload takes what the method takes, and one thing more. Type parameters of two methods are the same by name.</summary>
    private static bool IsWith(IMethodSymbol overload, int more, IMethodSymbol method) =>
        overload.Parameters.Length == method.Parameters.Length + 1
        && overload.IsStatic == method.IsStatic
        && overload.Parameters.Where((_, i) => i != more).Select(Text).SequenceEqual(method.Parameters.Select(Text));

    private static string Text(IParameterSymbol parameter) => $"{parameter.RefKind} {parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString()}";

    private static bool Is(CultureArgumentKind kind, ITypeSymbol type) => (kind, type.Name) switch
    {
        (CultureArgumentKind.Provider, "IFormatProvider" or "CultureInfo") => true,
        (CultureArgumentKind.Comparison, "StringComparison") => true,
        (CultureArgumentKind.Comparer, "IComparer" or "StringComparer") => true,
        _ => false,
    };
}
