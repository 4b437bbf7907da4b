using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Formats and parses by the invariant culture, and compares strings ordinally: the rules of a culture differ between machines.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseInvariantCulture() : DurableCodeFix("DUR1010")
{
    private const string UseInvariant = "Use CultureInfo.InvariantCulture";
    private const string Ordinally = "Compare ordinally";

    protected override Repair? Change(Spot spot)
    {
        if (spot.Node.AncestorsAndSelf().TakeWhile(n => n is not StatementSyntax).OfType<InterpolatedStringExpressionSyntax>().FirstOrDefault() is { } text && spot.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>(c => text.Span.Contains(c.Span)) is null)
            return Interpolated(spot, text);
        return spot.Expression switch
        {
            InvocationExpressionSyntax call => Call(spot, call),
            { } expression when spot.Symbol is IPropertySymbol { Name: "CurrentCulture" or "CurrentUICulture" } => spot.Replace(UseInvariant, expression, Culture(spot)),
            { } expression when spot.Model.GetTypeInfo(expression, spot.Cancel).Type is { } type && type.GetMembers("ToString").OfType<IMethodSymbol>().Any(m => m.Parameters.Length == 1 && CultureArgument.IsProvider(m.Parameters[0].Type)) =>
                spot.Replace(UseInvariant, expression, Expressions.Call(Expressions.Member(expression, "ToString"), SyntaxFactory.ParseExpression(Culture(spot))).WithTriviaFrom(expression)),
            _ => null,
        };
    }

    private static Repair? Interpolated(Spot spot, InterpolatedStringExpressionSyntax text) =>
        text.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && CultureArgument.Insert(spot.Model, call, spot.Cancel) is { Kind: CultureArgumentKind.Provider } inArguments
            ? spot.Replace(UseInvariant, call, inArguments.In(call, Culture(spot)))
            : spot.Model.GetTypeInfo(text, spot.Cancel).ConvertedType?.SpecialType == SpecialType.System_String && !IsCreated(text)
                ? spot.Replace(UseInvariant, text, Expressions.Call("string.Create", SyntaxFactory.ParseExpression(Culture(spot)), text).WithTriviaFrom(text))
                : null;

    private static Repair? Call(Spot spot, InvocationExpressionSyntax call)
    {
        if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToUpper" or "ToLower" } access && call.ArgumentList.Arguments.Count == 0)
            return spot.Replace(UseInvariant, access.Name, SyntaxFactory.IdentifierName(access.Name.Identifier.ValueText + "Invariant"));
        if (spot.Symbol is IMethodSymbol { Name: "CompareTo", ContainingType.SpecialType: SpecialType.System_String, Parameters: [{ Type.SpecialType: SpecialType.System_String }] } && Expressions.Member(call) is var (receiver, _))
            return spot.Replace(Ordinally, call, Expressions.Call("string.CompareOrdinal", receiver, call.ArgumentList.Arguments[0].Expression).WithTriviaFrom(call));
        if (CultureArgument.Insert(spot.Model, call, spot.Cancel) is not { } argument)
            return null;
        return argument.Kind switch
        {
            CultureArgumentKind.Provider => spot.Replace(UseInvariant, call, argument.In(call, Culture(spot))),
            CultureArgumentKind.Comparison => spot.Replace(Ordinally, call, argument.In(call, spot.Type(WellKnown.StringComparison) + ".Ordinal")),
            _ => spot.Replace(Ordinally, call, argument.In(call, spot.Type(WellKnown.StringComparer) + ".Ordinal")),
        };
    }

    private static bool IsCreated(InterpolatedStringExpressionSyntax text) =>
        text.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" } } };

    private static string Culture(Spot spot) => spot.Type(WellKnown.CultureInfo) + ".InvariantCulture";
}
