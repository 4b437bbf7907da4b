using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>What is known of the class that a finding lies in.</summary>
internal static class WorkflowClass
{
    public static bool Is(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Any(MemberNames.IsWorkflow);

    /// <summary>
    /// Whether the code runs while an instance of a workflow's class is made, outside a lambda: no durable operation can be used then,
    /// for steps get instances too.
    /// </summary>
    public static bool IsBeingMade(Spot spot)
    {
        foreach (var node in spot.Node.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax or AccessorDeclarationSyntax:
                case ArrowExpressionClauseSyntax { Parent: not ConstructorDeclarationSyntax }:
                    return false;
                case ConstructorDeclarationSyntax or PropertyDeclarationSyntax or BaseFieldDeclarationSyntax or PrimaryConstructorBaseTypeSyntax:
                    return node.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault() is { } type
                        && spot.Model.GetDeclaredSymbol(type, spot.Cancel) is { } symbol && Is(symbol);
            }
        }

        return false;
    }
}
