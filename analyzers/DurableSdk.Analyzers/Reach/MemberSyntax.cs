using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Analyzers.Reach;

/// <summary>The syntax that holds a member's code. What another generator wrote isn't looked at: nobody could mend it.</summary>
internal static class MemberSyntax
{
    public static IEnumerable<SyntaxNode> CodeOf(ISymbol member, CancellationToken cancel)
    {
        var nodes = member.DeclaringSyntaxReferences
            .Where(r => !IsGenerated(r.SyntaxTree))
            .Select(r => r.GetSyntax(cancel))
            .SelectMany(n => CodeOf(n, member));
        return member is IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false } constructor && !CallsThis(constructor, cancel)
            ? Initializers(constructor.ContainingType, cancel).Concat(nodes)
            : nodes;
    }

    /// <summary>What the one constructor of its class puts into a field or property. Of several, nobody knows which one runs.</summary>
    public static IEnumerable<ExpressionSyntax> AssignedIn(ISymbol member, CancellationToken cancel) =>
        member is { IsStatic: false, ContainingType.InstanceConstructors: { Length: 1 } constructors }
            ? constructors[0].DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancel)).OfType<ConstructorDeclarationSyntax>()
                .Where(c => !IsGenerated(c.SyntaxTree))
                .SelectMany(c => c.DescendantNodes().OfType<AssignmentExpressionSyntax>())
                .Where(a => IsNamed(a.Left, member.Name))
                .Select(a => a.Right)
            : [];

    public static bool IsGenerated(SyntaxTree tree)
    {
        var path = tree.FilePath;
        return path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".designer.cs", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsNamed(ExpressionSyntax target, string name) => target switch
    {
        IdentifierNameSyntax variable => variable.Identifier.ValueText == name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText == name,
        _ => false,
    };

    private static IEnumerable<SyntaxNode> CodeOf(SyntaxNode declaration, ISymbol member) => declaration switch
    {
        // The parameters of a primary constructor declare it; its only code is what it passes to its base.
        TypeDeclarationSyntax type => type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>() ?? [],
        VariableDeclaratorSyntax { Initializer: { } initializer } => [initializer],
        PropertyDeclarationSyntax { Initializer: { } initializer } when member is IPropertySymbol => [initializer],
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax => [declaration],
        _ => [],
    };

    private static bool CallsThis(IMethodSymbol constructor, CancellationToken cancel) => constructor.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax(cancel) is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer });

    private static IEnumerable<SyntaxNode> Initializers(INamedTypeSymbol type, CancellationToken cancel)
    {
        foreach (var reference in type.DeclaringSyntaxReferences.Where(r => !IsGenerated(r.SyntaxTree)))
        {
            if (reference.GetSyntax(cancel) is not TypeDeclarationSyntax declaration)
                continue;
            foreach (var member in declaration.Members.Where(m => !m.Modifiers.Any(SyntaxKind.StaticKeyword)))
            {
                if (member is PropertyDeclarationSyntax { Initializer: { } ofProperty })
                    yield return ofProperty;
                if (member is not FieldDeclarationSyntax field)
                    continue;
                foreach (var variable in field.Declaration.Variables)
                {
                    if (variable.Initializer is { } ofField)
                        yield return ofField;
                }
            }
        }
    }
}
