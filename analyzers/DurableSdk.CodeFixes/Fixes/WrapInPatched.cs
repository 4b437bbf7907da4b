using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Lets old runs pass by a durable call that is new before others, where it is a statement of its own whose result nobody uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class WrapInPatched() : DurableCodeFix("DUR2007")
{
    protected override Repair? Change(Spot spot)
    {
        if (spot.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Expression: AwaitExpressionSyntax { Expression: InvocationExpressionSyntax call } } statement
            || !spot.Node.Span.Contains(call.Span)
            || NameOf(call) is not { } name)
            return null;
        var id = SyntaxFactory.Literal($"add-{name}");
        var condition = SyntaxFactory.ParseExpression($"{spot.Type(WellKnown.Durable)}.Patched({id})");
        var wrapped = SyntaxFactory.IfStatement(condition, statement.WithoutTrivia().WithLeadingTrivia(SyntaxFactory.ElasticMarker))
            .WithCloseParenToken(SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(EndOfLine.Of(spot.Root)))
            .WithTriviaFrom(statement)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return spot.Replace($"Let old runs pass by: if (Durable.Patched(\"add-{name}\"))", statement, wrapped);
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
