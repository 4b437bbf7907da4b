using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>What a workflow's instance was given when it was made.</summary>
internal static class Injection
{
    /// <summary>Whether the value is a constructor's parameter of the workflow's class, a member that holds one, or a member of that.</summary>
    public static bool IsInjected(IOperation? value, Visit visit) => value?.Unconverted() switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => IsOfWorkflow(parameter, visit),
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => Holds(field.Field, visit),
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } property => Holds(property.Property, visit),
        IMemberReferenceOperation { Instance: { } outer } => IsInjected(outer, visit),
        IConditionalAccessInstanceOperation instance => IsInjected(instance.Ancestors().OfType<IConditionalAccessOperation>().FirstOrDefault()?.Operation, visit),
        _ => false,
    };

    private static bool IsOfWorkflow(IParameterSymbol parameter, Visit visit) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && IsWorkflowClass(constructor.ContainingType, visit);

    private static bool IsWorkflowClass(INamedTypeSymbol type, Visit visit)
    {
        for (var current = visit.Body.Root.ContainingType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static bool Holds(ISymbol member, Visit visit)
    {
        if (member.IsStatic || !visit.Facts.IsInSource(member) || !IsWorkflowClass(member.ContainingType, visit))
            return false;
        var constructors = member.ContainingType.InstanceConstructors;
        var parameters = new HashSet<string>(constructors.SelectMany(c => c.Parameters).Select(p => p.Name), StringComparer.Ordinal);
        return parameters.Count > 0
            && (member.DeclaringSyntaxReferences.Any(r => IsParameter(InitializerOf(r.GetSyntax(visit.Cancel)), parameters))
                || constructors.SelectMany(c => c.DeclaringSyntaxReferences).Any(r => Assigns(r.GetSyntax(visit.Cancel), member.Name, parameters)));
    }

    private static ExpressionSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        _ => null,
    };

    private static bool Assigns(SyntaxNode constructor, string member, HashSet<string> parameters) => constructor is ConstructorDeclarationSyntax
        && constructor.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => NameOf(a.Left) == member && IsParameter(a.Right, parameters));

    /// <summary><c>service</c>, or <c>service ?? throw …</c>.</summary>
    private static bool IsParameter(ExpressionSyntax? value, HashSet<string> parameters) => value switch
    {
        IdentifierNameSyntax name => parameters.Contains(name.Identifier.ValueText),
        BinaryExpressionSyntax { Right: ThrowExpressionSyntax } orThrow => IsParameter(orThrow.Left, parameters),
        _ => false,
    };

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
