using DurableSdk.CodeFixes.Async;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>A loop by <c>await foreach</c> over what a step could gather.</summary>
/// <param name="Expression">What stands in the loop's head.</param>
/// <param name="Stream">The stream itself, without what is said of its token and of where to go on.</param>
/// <param name="Items">The list of what it gives; null where a list can't take the stream's place.</param>
internal sealed record StreamLoop(ExpressionSyntax Expression, ExpressionSyntax Stream, ITypeSymbol? Items)
{
    /// <summary>The loop whose stream the finding is about; null if it is about something else.</summary>
    public static StreamLoop? Around(Spot spot)
    {
        if (spot.Expression is not { } found
            || spot.Node.FirstAncestorOrSelf<CommonForEachStatementSyntax>(l => l.Expression.Span.Contains(found.Span)) is not { AwaitKeyword.RawKind: not 0 } loop
            || !Receivers(loop.Expression).Contains(found))
            return null;
        var stream = WithoutOptions(loop.Expression);
        return new StreamLoop(loop.Expression, stream, IsReadToItsEnd(loop) ? ListOf(spot, stream) : null);
    }

    /// <summary>A member whose loop goes over a list.</summary>
    public static MemberDeclarationSyntax Gathered(MemberDeclarationSyntax member, ExpressionSyntax expression, ExpressionSyntax list)
    {
        var loop = (CommonForEachStatementSyntax)expression.Parent!;
        return member.ReplaceNode(loop, loop
            .ReplaceNode(expression, list)
            .WithAwaitKeyword(default)
            .WithForEachKeyword(loop.ForEachKeyword.WithLeadingTrivia(loop.GetLeadingTrivia())));
    }

    /// <summary>Another loop may count on getting no more than it asks for: the stream may have no end.</summary>
    private static bool IsReadToItsEnd(CommonForEachStatementSyntax loop) => !loop.Statement.DescendantNodesAndSelf(n => !Functions.IsFunction(n))
        .Any(n => n is ReturnStatementSyntax or GotoStatementSyntax or YieldStatementSyntax or BreakStatementSyntax);

    private static ITypeSymbol? ListOf(Spot spot, ExpressionSyntax stream)
    {
        var type = spot.Model.GetTypeInfo(stream, spot.Cancel).Type;
        var streams = type?.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : [])
            .Where(i => i is { Name: "IAsyncEnumerable", TypeArguments.Length: 1 })
            .ToList();
        return streams is [var only] ? spot.Model.Compilation.GetTypeByMetadataName("System.Collections.Generic.List`1")?.Construct(only.TypeArguments[0]) : null;
    }

    private static IEnumerable<ExpressionSyntax> Receivers(ExpressionSyntax? expression)
    {
        for (; expression is not null; expression = ReceiverOf(expression))
            yield return expression;
    }

    private static ExpressionSyntax? ReceiverOf(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => call.Expression,
        MemberAccessExpressionSyntax access => access.Expression,
        ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
        _ => null,
    };

    private static ExpressionSyntax WithoutOptions(ExpressionSyntax expression) => Configuration.Removed(expression) switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WithCancellation", Expression: var stream } } => WithoutOptions(stream),
        var stream => stream,
    };
}
