using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Takes the lock off a method: a run's code is never on two threads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoveSynchronized() : DurableCodeFix("DUR1007")
{
    private const string Title = "Remove the lock";

    protected override Repair? Change(Spot spot)
    {
        if (spot.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute
            || attribute.ArgumentList?.Arguments is not [{ Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Synchronized" } }])
            return null;
        if (list.Attributes.Count > 1)
            return spot.Replace(Title, list, list.WithAttributes(list.Attributes.Remove(attribute)));
        return list.Parent is MethodDeclarationSyntax method ? spot.Replace(Title, method, Without(method, list)) : null;
    }

    /// <summary>The comments before the attribute belong to the method.</summary>
    private static MethodDeclarationSyntax Without(MethodDeclarationSyntax method, AttributeListSyntax list) =>
        method.WithAttributeLists(method.AttributeLists.Remove(list)).WithLeadingTrivia(method.GetLeadingTrivia());
}
