using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>Tells which tokens a durable operation can do without.</summary>
internal static class Tokens
{
    /// <summary>Whether one of the arguments is a token that isn't given on, and isn't <c>None</c>: what cancels it would be lost.</summary>
    public static bool OfOwnSource(Spot spot, SeparatedSyntaxList<ArgumentSyntax> arguments) => arguments.Select(a => a.Expression).Any(a =>
        spot.Model.GetTypeInfo(a, spot.Cancel).ConvertedType is { } type
        && MethodParser.IsCancellationToken(type)
        && a is not DefaultExpressionSyntax
        && !a.IsKind(SyntaxKind.DefaultLiteralExpression)
        && spot.Model.GetSymbolInfo(a, spot.Cancel).Symbol is not (IParameterSymbol or IPropertySymbol { Name: "None", IsStatic: true }));
}
