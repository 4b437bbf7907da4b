using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>Finds the overload of a call that takes a culture, or how strings are compared.</summary>
/// <param name="Index">Where the argument goes.</param>
/// <param name="Replaces">Whether it takes the place of a null that stands there.</param>
/// <param name="Kind">What it is.</param>
internal sealed record CultureArguments(int Index, bool Replaces, CultureArgumentKind Kind)
{
    public const string Ordinally = "Compare ordinally";

    private static readonly (CultureArgumentKind Kind, string Text)[] Tries =
    [
        (CultureArgumentKind.Provider, "global::System.Globalization.CultureInfo.InvariantCulture"),
        (CultureArgumentKind.Comparison, "global::System.StringComparison.Ordinal"),
        (CultureArgumentKind.Comparer, "global::System.StringComparer.Ordinal"),
    ];

    /// <summary>Null where the call has no such overload, or has the argument already.</summary>
    public static CultureArguments? Insert(SemanticModel model, InvocationExpressionSyntax call, CancellationToken cancel)
    {
        if (model.GetSymbolInfo(call, cancel).Symbol is not IMethodSymbol called)
            return null;
        var arguments = call.ArgumentList.Arguments;
        foreach (var (kind, text) in Tries)
        {
            for (var index = arguments.Count; index >= 0; index--)
            {
                var insert = new CultureArguments(index, false, kind);
                if (!called.Parameters.Any(p => Is(kind, p.Type)) && insert.Fits(model, call, text))
                    return insert;
                if (index < arguments.Count && arguments[index].Expression.IsKind(SyntaxKind.NullLiteralExpression) && (insert with { Replaces = true }).Fits(model, call, text))
                    return insert with { Replaces = true };
            }
        }

        return null;
    }

    /// <summary>The call with the argument.</summary>
    public InvocationExpressionSyntax In(InvocationExpressionSyntax call, string text)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(text));
        var arguments = call.ArgumentList.Arguments.ToList();
        if (Replaces)
            arguments[Index] = argument;
        else
            arguments.Insert(Index, argument);
        return call.WithArgumentList(call.ArgumentList.WithArguments(Expressions.List(arguments)));
    }

    public static bool IsProvider(ITypeSymbol type) => Is(CultureArgumentKind.Provider, type);

    private bool Fits(SemanticModel model, InvocationExpressionSyntax call, string text) =>
        model.GetSpeculativeSymbolInfo(call.SpanStart, In(call, text), SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol method
        && method.Parameters.Length > Index
        && Is(Kind, method.Parameters[Index].Type);

    private static bool Is(CultureArgumentKind kind, ITypeSymbol type) => (kind, type.Name) switch
    {
        (CultureArgumentKind.Provider, "IFormatProvider" or "CultureInfo") => true,
        (CultureArgumentKind.Comparison, "StringComparison") => true,
        (CultureArgumentKind.Comparer, "IComparer" or "StringComparer") => true,
        _ => false,
    };
}
