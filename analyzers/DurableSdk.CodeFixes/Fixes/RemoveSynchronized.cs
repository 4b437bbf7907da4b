using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Takes the lock off a method: a run's code is never on two threads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoveSynchronized() : DurableCodeFix("DUR1007")
{
    protected override Repair? Change(Spot spot)
    {
        if (spot.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute
            || attribute.ArgumentList?.Arguments is not [{ Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Synchronized" } }])
            return null;
        var removed = list.Attributes.Count == 1 ? (SyntaxNode)list : attribute;
        return spot.Root.RemoveNode(removed, SyntaxRemoveOptions.KeepExteriorTrivia) is { } root ? spot.WithRoot("Remove the lock", root) : null;
    }
}
