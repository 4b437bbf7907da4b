using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Async;

/// <summary>The method, local function or lambda that a node runs in, and whether it can await there.</summary>
internal static class Functions
{
    /// <summary>Null where no function could be made async: accessors, constructors, operators, initialisers.</summary>
    public static SyntaxNode? Around(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            if (IsFunction(ancestor))
                return ancestor;
            if (ancestor is MemberDeclarationSyntax or AccessorDeclarationSyntax)
                return null;
        }

        return null;
    }

    public static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax;

    public static bool IsAsync(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword != default,
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    /// <summary>Whether the language lets a node be awaited, if its function is async.</summary>
    public static bool CanAwaitAt(SyntaxNode node)
    {
        for (var (current, parent) = (node, node.Parent); parent is not null && !IsFunction(current); (current, parent) = (parent, parent.Parent))
        {
            if ((parent is LockStatementSyntax locked && locked.Statement == current)
                || parent is CatchFilterClauseSyntax or AttributeSyntax or ParameterSyntax
                || (current is QueryBodySyntax || (parent is QueryExpressionSyntax query && query.FromClause != current)))
                return false;
        }

        return true;
    }

    /// <summary>The nodes of a function's own code, without the functions in it.</summary>
    public static IEnumerable<SyntaxNode> OwnNodes(SyntaxNode function) => function.DescendantNodes(n => n == function || !IsFunction(n));
}
