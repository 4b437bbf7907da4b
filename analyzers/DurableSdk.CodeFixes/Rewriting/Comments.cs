using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>Finds what people wrote between the code.</summary>
internal static class Comments
{
    /// <summary>Comments with what ends their lines; nothing if there are none.</summary>
    public static SyntaxTriviaList In(SyntaxTriviaList trivia) =>
        trivia.Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)) ? trivia : default;
}
