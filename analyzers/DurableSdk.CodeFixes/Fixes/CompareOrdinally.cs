using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Compares strings ordinally: even the invariant culture's order comes with the machine's libraries.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class CompareOrdinally() : DurableCodeFix("DUR1010")
{
    private const string Title = "Compare ordinally";

    protected override Repair? Change(Spot spot)
    {
        if (spot.Expression is not InvocationExpressionSyntax call)
        {
            return spot.Expression is { } expression && spot.Symbol is { Name: "CurrentCulture" or "CurrentCultureIgnoreCase", ContainingType.Name: "StringComparer" or "StringComparison" } culture
                ? spot.Replace(Title, expression, spot.Type(culture.ContainingType.Name == "StringComparer" ? WellKnown.StringComparer : WellKnown.StringComparison) + (culture.Name == "CurrentCulture" ? ".Ordinal" : ".OrdinalIgnoreCase"))
                : null;
        }

        if (spot.Symbol is IMethodSymbol { Name: "CompareTo", ContainingType.SpecialType: SpecialType.System_String, Parameters: [{ Type.SpecialType: SpecialType.System_String }] }
            && Expressions.Member(call) is var (receiver, _))
            return spot.Replace(Title, call, Expressions.Call("string.CompareOrdinal", receiver, call.ArgumentList.Arguments[0].Expression).WithTriviaFrom(call));
        return CultureArgument.Find(spot.Model, call, spot.Cancel) switch
        {
            { Kind: CultureArgumentKind.Comparison } argument => spot.Replace(Title, call, argument.In(call, spot.Type(WellKnown.StringComparison) + ".Ordinal")),
            { Kind: CultureArgumentKind.Comparer } argument => spot.Replace(Title, call, argument.In(call, spot.Type(WellKnown.StringComparer) + ".Ordinal")),
            _ => null,
        };
    }
}
