using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>What a test for a type looks like. Told by syntax alone, for it is asked of every node; what looks like a test of an exception is bound then.</summary>
internal static class ExceptionTestSyntax
{
    /// <summary>
    /// Whether the node may test an exception outside of what a handler is known to ask for: it names a type by the usual ending, it asks for a cause, or it
    /// stands in a member that is given an exception.
    /// </summary>
    public static bool IsTest(SyntaxNode node) => NameIn(node) is { } name
        && (IsNameOfException(name) || AsksForCause(node) || node.Ancestors().TakeWhile(a => a is not BaseTypeDeclarationSyntax).Any(TakesException));

    /// <summary>The type that a test names; null for what is none.</summary>
    public static ExpressionSyntax? NameIn(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } test => test.Right as ExpressionSyntax,
        TypeOfExpressionSyntax { Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } } type => type.Type,
        _ => PatternNameIn(node),
    };

    /// <summary>The same of a pattern or of <c>is</c>.</summary>
    public static ExpressionSyntax? PatternNameIn(SyntaxNode node) => node switch
    {
        DeclarationPatternSyntax pattern => pattern.Type,
        TypePatternSyntax pattern => pattern.Type,
        RecursivePatternSyntax pattern => pattern.Type,
        ConstantPatternSyntax { Expression: TypeSyntax or MemberAccessExpressionSyntax } pattern => pattern.Expression,
        CaseSwitchLabelSyntax { Value: TypeSyntax or MemberAccessExpressionSyntax } label => label.Value,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test => test.Right,
        _ => null,
    };

    private static bool AsksForCause(SyntaxNode node)
    {
        var asked = node is BinaryExpressionSyntax test ? test.Left : node.FirstAncestorOrSelf<IsPatternExpressionSyntax>()?.Expression;
        return asked?.GetLastToken().ValueText == "InnerException";
    }

    private static bool TakesException(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => Takes(method.ParameterList),
        LocalFunctionStatementSyntax function => Takes(function.ParameterList),
        ParenthesizedLambdaExpressionSyntax lambda => Takes(lambda.ParameterList),
        _ => false,
    };

    private static bool Takes(ParameterListSyntax parameters) => parameters.Parameters.Any(p => p.Type is { } type && IsNameOfException(type));

    private static bool IsNameOfException(ExpressionSyntax name) => SimpleName(name) is { } text && text.EndsWith("Exception", StringComparison.Ordinal);

    private static string? SimpleName(ExpressionSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        NullableTypeSyntax nullable => SimpleName(nullable.ElementType),
        _ => null,
    };
}
