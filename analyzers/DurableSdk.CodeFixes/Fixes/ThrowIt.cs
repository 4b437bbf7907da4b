using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Throws what <c>Durable.ContinueAsNew</c> makes, where it is thrown away. Other arguments have no single answer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ThrowIt() : DurableCodeFix("DUR1027")
{
    protected override Repair? Change(Spot spot) => Dropped(spot) is var (statement, call)
        ? spot.Replace("Throw it", statement, SyntaxFactory.ThrowStatement(
            SyntaxFactory.Token(SyntaxKind.ThrowKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            call.WithoutTrivia(),
            SyntaxFactory.Token(SyntaxKind.SemicolonToken)).WithTriviaFrom(statement))
        : null;

    private static (StatementSyntax Statement, ExpressionSyntax Call)? Dropped(Spot spot)
    {
        if (spot.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || spot.Model.GetSymbolInfo(call, spot.Cancel).Symbol is not IMethodSymbol { Name: "ContinueAsNew" })
            return null;
        return call.Parent switch
        {
            ExpressionStatementSyntax statement => (statement, call),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => (statement, call),
            _ => null,
        };
    }
}
