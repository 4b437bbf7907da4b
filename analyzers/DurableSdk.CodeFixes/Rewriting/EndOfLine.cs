using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>How a file ends its lines.</summary>
internal static class EndOfLine
{
    public static SyntaxTrivia Of(SyntaxNode root)
    {
        var first = root.DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        return first == default ? SyntaxFactory.LineFeed : SyntaxFactory.EndOfLine(first.ToString());
    }
}
