using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Formats and parses by the invariant culture.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseInvariantCulture() : DurableCodeFix("DUR1010")
{
    private const string Title = "Use CultureInfo.InvariantCulture";

    protected override Repair? Change(Spot spot) => spot.Expression switch
    {
        null => null,
        InvocationExpressionSyntax call when Call(spot, call) is { } changed => changed,
        { Parent: InterpolationSyntax } composed when IsComposed(spot.Model.GetTypeInfo(composed, spot.Cancel).Type) => null,
        { Parent: InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } } => Interpolated(spot, text),
        InterpolatedStringExpressionSyntax text => Interpolated(spot, text),
        var expression when IsCurrentCulture(spot.Symbol) => spot.Replace(Title, expression, Culture(spot)),
        not InvocationExpressionSyntax and var expression when IsFormatted(spot.Model.GetTypeInfo(expression, spot.Cancel).Type) =>
            spot.Replace(Title, expression, ToString(expression, SyntaxFactory.ParseExpression(Culture(spot))).WithTriviaFrom(expression)),
        _ => null,
    };

    private static Repair? Call(Spot spot, InvocationExpressionSyntax call)
    {
        var (receiver, name) = call.ArgumentList.Arguments.Count == 0 && Expressions.Member(call) is { } member ? member : default;
        if (name?.Identifier.ValueText is "ToUpper" or "ToLower")
            return spot.Replace(Title, name, SyntaxFactory.IdentifierName(name.Identifier.ValueText + "Invariant").WithTriviaFrom(name));
        if (StandardFormat(name?.Identifier.ValueText) is { } format)
            return spot.Replace(Title, call, ToString(receiver, SyntaxFactory.ParseExpression($"\"{format}\""), SyntaxFactory.ParseExpression(Culture(spot))).WithTriviaFrom(call));
        return CultureArgument.Find(spot.Model, call, spot.Cancel) is { Kind: CultureArgumentKind.Provider } argument ? spot.Replace(Title, call, argument.In(call, Culture(spot))) : null;
    }

    /// <summary>The holes of a text are formatted together, by what takes the text or makes it.</summary>
    private static Repair? Interpolated(Spot spot, InterpolatedStringExpressionSyntax text)
    {
        var call = (text.Parent as ArgumentSyntax)?.Parent?.Parent as InvocationExpressionSyntax;
        if (call is not null && CultureArgument.Find(spot.Model, call, spot.Cancel) is { Kind: CultureArgumentKind.Provider } argument)
            return spot.Replace(Title, call, argument.In(call, Culture(spot)));
        var isCreated = call?.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" };
        return !isCreated && spot.Model.GetTypeInfo(text, spot.Cancel).ConvertedType?.SpecialType == SpecialType.System_String
            ? spot.Replace(Title, text, Expressions.Call("string.Create", SyntaxFactory.ParseExpression(Culture(spot)), text).WithTriviaFrom(text))
            : null;
    }

    private static InvocationExpressionSyntax ToString(ExpressionSyntax value, params ExpressionSyntax[] arguments) => Expressions.Call(Expressions.Member(value, "ToString"), arguments);

    private static bool IsCurrentCulture(ISymbol? symbol) => symbol is IPropertySymbol { Name: "CurrentCulture" or "CurrentUICulture", ContainingType.Name: not "StringComparer" };

    /// <summary>A culture that is named doesn't reach what such a type puts together.</summary>
    private static bool IsComposed(ITypeSymbol? type) => type is { IsRecord: true } or { IsTupleType: true } or { IsAnonymousType: true };

    private static bool IsFormatted(ITypeSymbol? type) =>
        type?.GetMembers("ToString").OfType<IMethodSymbol>().Any(m => m.Parameters is [{ Type: var only }] && CultureArgument.IsProvider(only)) == true;

    /// <summary>What the methods of dates that take no culture stand for.</summary>
    private static string? StandardFormat(string? method) => method switch
    {
        "ToShortDateString" => "d",
        "ToLongDateString" => "D",
        "ToShortTimeString" => "t",
        "ToLongTimeString" => "T",
        _ => null,
    };

    private static string Culture(Spot spot) => spot.Type(WellKnown.CultureInfo) + ".InvariantCulture";
}
