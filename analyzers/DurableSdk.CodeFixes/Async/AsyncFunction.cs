using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Async;

/// <summary>Writes a function as an async one.</summary>
internal static class AsyncFunction
{
    /// <param name="function">The function.</param>
    /// <param name="kind">What it returns today.</param>
    /// <param name="task">How <c>Task</c> is written in its file.</param>
    public static SyntaxNode Of(SyntaxNode function, TaskKind kind, string task)
    {
        var body = kind == TaskKind.None ? function : AsyncReturns.In(function, kind);
        return body switch
        {
            MethodDeclarationSyntax method => WithKeyword(kind == TaskKind.None ? method.WithReturnType(AsTask(method.ReturnType, task)) : method),
            LocalFunctionStatementSyntax local => WithKeyword(kind == TaskKind.None ? local.WithReturnType(AsTask(local.ReturnType, task)) : local),
            AnonymousFunctionExpressionSyntax lambda => WithKeyword(lambda),
            var other => other,
        };
    }

    /// <summary>The type of the task that gives what the type gives.</summary>
    public static TypeSyntax AsTask(TypeSyntax type, string task) => SyntaxFactory
        .ParseTypeName(type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ? task : $"{task}<{type.WithoutTrivia()}>")
        .WithTriviaFrom(type);

    private static MethodDeclarationSyntax WithKeyword(MethodDeclarationSyntax method)
    {
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword))
            return method;
        var leading = method.Modifiers.Count > 0 ? default : method.ReturnType.GetLeadingTrivia();
        var type = method.Modifiers.Count > 0 ? method.ReturnType : method.ReturnType.WithLeadingTrivia();
        return method.WithReturnType(type).WithModifiers(WithKeyword(method.Modifiers, leading));
    }

    private static LocalFunctionStatementSyntax WithKeyword(LocalFunctionStatementSyntax local)
    {
        if (local.Modifiers.Any(SyntaxKind.AsyncKeyword))
            return local;
        var leading = local.Modifiers.Count > 0 ? default : local.ReturnType.GetLeadingTrivia();
        var type = local.Modifiers.Count > 0 ? local.ReturnType : local.ReturnType.WithLeadingTrivia();
        return local.WithReturnType(type).WithModifiers(WithKeyword(local.Modifiers, leading));
    }

    private static AnonymousFunctionExpressionSyntax WithKeyword(AnonymousFunctionExpressionSyntax lambda) => lambda
        .WithoutLeadingTrivia()
        .WithAsyncKeyword(Keyword(lambda.GetLeadingTrivia()));

    private static SyntaxTokenList WithKeyword(SyntaxTokenList modifiers, SyntaxTriviaList leading) => modifiers.Add(Keyword(leading));

    private static SyntaxToken Keyword(SyntaxTriviaList leading) =>
        SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithLeadingTrivia(leading).WithTrailingTrivia(SyntaxFactory.Space);
}
