using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>Imports a namespace into a file, at the place that its order suggests.</summary>
internal static class Usings
{
    /// <param name="root">The file's tree, perhaps changed.</param>
    /// <param name="model">Of the tree before the change.</param>
    /// <param name="position">Where it is needed, in the tree before the change.</param>
    /// <param name="name">The namespace.</param>
    public static SyntaxNode Add(SyntaxNode root, SemanticModel model, int position, string name)
    {
        if (root is not CompilationUnitSyntax unit || IsImported(model, position, name) || unit.Usings.Any(u => Is(u, name)))
            return root;
        var inside = unit.Usings.Count == 0 ? unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault(n => n.Usings.Count > 0) : null;
        if (inside is null)
            return unit.Usings.Count > 0 ? unit.WithUsings(Insert(unit.Usings, name, unit)) : AddFirst(unit, name);
        return inside.Usings.Any(u => Is(u, name)) ? root : root.ReplaceNode(inside, inside.WithUsings(Insert(inside.Usings, name, unit)));
    }

    private static bool IsImported(SemanticModel model, int position, string name)
    {
        for (var space = model.GetEnclosingSymbol(position)?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.ToDisplayString() == name)
                return true;
        }

        return model.GetImportScopes(position).Any(scope => scope.Imports.Any(i => i.NamespaceOrType is INamespaceSymbol imported && imported.ToDisplayString() == name));
    }

    private static SyntaxList<UsingDirectiveSyntax> Insert(SyntaxList<UsingDirectiveSyntax> usings, string name, SyntaxNode root)
    {
        var index = usings.TakeWhile(u => u.StaticKeyword == default && u.Alias is null && Order(u.Name?.ToString() ?? "", name) < 0).Count();
        var added = Directive(name, root);
        if (index > 0)
            return usings.Insert(index, added.WithLeadingTrivia(usings[index - 1].GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia))));
        var first = usings[0];
        var indent = first.GetLeadingTrivia().Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        return usings.Replace(first, first.WithLeadingTrivia(indent)).Insert(0, added.WithLeadingTrivia(first.GetLeadingTrivia()));
    }

    /// <summary>The first import of a file goes below its header, which an empty line ends.</summary>
    private static CompilationUnitSyntax AddFirst(CompilationUnitSyntax unit, string name)
    {
        var first = unit.GetFirstToken(includeZeroWidth: true);
        var trivia = first.LeadingTrivia;
        var header = HeaderLength(trivia);
        return unit.ReplaceToken(first, first.WithLeadingTrivia(trivia.Skip(header)))
            .WithUsings([Directive(name, unit).WithLeadingTrivia(trivia.Take(header)).WithTrailingTrivia(EndOfLine.Of(unit), EndOfLine.Of(unit))]);
    }

    private static int HeaderLength(SyntaxTriviaList trivia)
    {
        for (var i = trivia.Count - 1; i > 0; i--)
        {
            if (trivia[i].IsKind(SyntaxKind.EndOfLineTrivia) && trivia[i - 1].IsKind(SyntaxKind.EndOfLineTrivia))
                return i + 1;
        }

        return 0;
    }

    private static bool Is(UsingDirectiveSyntax directive, string name) =>
        directive.StaticKeyword == default && directive.Alias is null && directive.Name?.ToString() == name;

    private static UsingDirectiveSyntax Directive(string name, SyntaxNode root) => SyntaxFactory
        .UsingDirective(SyntaxFactory.ParseName(name))
        .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
        .WithTrailingTrivia(EndOfLine.Of(root));

    /// <summary>As editors sort: System first, then by the alphabet.</summary>
    private static int Order(string one, string other) => (IsSystem(one), IsSystem(other)) switch
    {
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(one, other),
    };

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
