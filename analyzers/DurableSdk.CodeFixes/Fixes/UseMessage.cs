using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Uses an exception's message where its text stood. A stack trace alone has nothing that could take its place.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseMessage() : DurableCodeFix("DUR1035")
{
    private const string Title = "Use Message";

    protected override Repair? Change(Spot spot)
    {
        if (spot.Expression is not { } expression || Expressions.IsBehindQuestionMark(expression) || spot.Symbol is IPropertySymbol { Name: "StackTrace" })
            return null;
        var exception = expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call && Expressions.Member(call) is var (receiver, name) && name.Identifier.ValueText == "ToString" ? receiver : expression;
        return IsException(spot.Model.GetTypeInfo(exception, spot.Cancel).Type) ? spot.Replace(Title, expression, Expressions.Member(exception, "Message").WithTriviaFrom(expression)) : null;
    }

    private static bool IsException(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.ToDisplayString() == WellKnown.Exception)
                return true;
        }

        return false;
    }
}
