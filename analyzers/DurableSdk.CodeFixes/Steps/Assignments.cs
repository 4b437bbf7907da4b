using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>Where a member of a class is given a value.</summary>
internal static class Assignments
{
    /// <summary>Whether code of its class assigns it, other than while an instance is made.</summary>
    public static bool AfterConstruction(SemanticModel model, ISymbol member, CancellationToken cancel) => member.ContainingType.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax(cancel))
        .SelectMany(type => type.DescendantNodes(n => n is not ConstructorDeclarationSyntax).OfType<SimpleNameSyntax>())
        .Where(name => name.Identifier.ValueText == member.Name && IsWritten(name))
        .Any(name => SymbolEqualityComparer.Default.Equals(ModelOf(model, name.SyntaxTree)?.GetSymbolInfo(name, cancel).Symbol, member));

    /// <summary>Whether the name, or what it is the last part of, is given a value.</summary>
    public static bool IsWritten(SimpleNameSyntax name)
    {
        var whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (SyntaxNode)name;
        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            PrefixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.PreIncrementExpression) || unary.IsKind(SyntaxKind.PreDecrementExpression),
            PostfixUnaryExpressionSyntax unary => !unary.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
            _ => false,
        };
    }

    private static SemanticModel? ModelOf(SemanticModel model, SyntaxTree tree) => tree == model.SyntaxTree ? model :
#pragma warning disable RS1030 // This is no analyzer: another part of a partial class has a model of its own.
        model.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
}
