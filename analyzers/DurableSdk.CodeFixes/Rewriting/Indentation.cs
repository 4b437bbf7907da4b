using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>How far a file's lines are indented: as it is written, whatever the editor's settings are.</summary>
internal static class Indentation
{
    private const string Usual = "    ";

    /// <summary>What stands before a node on its line; nothing if other code does.</summary>
    public static string Of(SyntaxNode node) => string.Concat(node.GetLeadingTrivia().Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)));

    /// <summary>Whether nothing but white space stands before a node on its line.</summary>
    public static bool BeginsItsLine(SyntaxNode node)
    {
        var position = node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition;
        return string.IsNullOrWhiteSpace(node.SyntaxTree.GetText().Lines[position.Line].ToString().Substring(0, position.Character));
    }

    /// <summary>What a member is indented more than its type.</summary>
    public static string Step(SyntaxNode type, SyntaxNode member)
    {
        var (outer, inner) = (Of(type), Of(member));
        return inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) ? inner.Substring(outer.Length) : Usual;
    }

    /// <summary>The node with the lines that were indented by one text indented by another.</summary>
    public static T Moved<T>(T node, string from, string to)
        where T : SyntaxNode => node.ReplaceTrivia(
            node.DescendantTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia) && BeginsLine(t) && t.ToString().StartsWith(from, StringComparison.Ordinal)),
            (original, _) => SyntaxFactory.Whitespace(to + original.ToString().Substring(from.Length)));

    private static bool BeginsLine(SyntaxTrivia trivia) => trivia.SyntaxTree!.GetLineSpan(trivia.Span).StartLinePosition.Character == 0;
}
