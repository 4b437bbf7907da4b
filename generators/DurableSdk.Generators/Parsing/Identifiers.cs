using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.Generators.Parsing;

/// <summary>Names for generated code.</summary>
internal static class Identifiers
{
    /// <summary>
    /// A metadata or assembly name as an identifier, never the same for two names: a dot becomes <c>_</c>, which no digit can
    /// follow, and everything else that an identifier can't hold, or that would be ambiguous, becomes <c>_</c> and a digit.
    /// </summary>
    public static string Encode(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var startsPart = i == 0 || name[i - 1] == '.';
            if (c == '.' && i > 0 && i < name.Length - 1)
                text.Append('_');
            else if (c == '_')
                text.Append("_0");
            else if (c == '+')
                text.Append("_1");
            else if (c == '`')
                text.Append("_2");
            else if (startsPart && char.IsDigit(c))
                text.Append("_4").Append(c);
            else if (SyntaxFacts.IsIdentifierPartCharacter(c))
                text.Append(c);
            else
                text.Append("_3").Append(((int)c).ToString("x4", null));
        }

        return text.ToString();
    }

    /// <summary>A workflow's name as it stands in <c>StartXxxAsync</c>: what isn't a letter or digit is left out and begins a new word; null if that gives no identifier.</summary>
    public static string? FromWorkflowName(string name)
    {
        var text = new StringBuilder(name.Length);
        var newWord = true;
        foreach (var c in name)
        {
            if (c != '_' && !SyntaxFacts.IsIdentifierPartCharacter(c))
            {
                newWord = true;
                continue;
            }

            text.Append(newWord ? char.ToUpperInvariant(c) : c);
            newWord = false;
        }

        return SyntaxFacts.IsValidIdentifier(text.ToString()) ? text.ToString() : null;
    }

    /// <summary>A name that is none of those taken.</summary>
    public static string Unique(string name, IEnumerable<string> taken)
    {
        var names = new HashSet<string>(taken, StringComparer.Ordinal);
        while (names.Contains(name))
            name += "_";
        return name;
    }

    /// <summary>The name with an <c>@</c> where it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary><c>Shop.Outer+Inner`1</c>.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        if (type.ContainingType is { } outer)
            return MetadataName(outer.OriginalDefinition) + "+" + name;
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? MetadataName(space) + "." + name : name;
    }

    /// <summary>As the runtime knows it: without an <c>@</c> where a part is a keyword.</summary>
    private static string MetadataName(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer ? MetadataName(outer) + "." + space.MetadataName : space.MetadataName;
}
