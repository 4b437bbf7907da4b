using System.Runtime.CompilerServices;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Rules;

/// <summary>Which code certainly runs as part of a workflow.</summary>
internal static class WorkflowCode
{
    /// <summary>Asked for every call of a type, so looked up once.</summary>
    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<bool>> HasWorkflow = new();

    /// <summary>A workflow's own method, what overrides it, or a helper in its class: a member that is no step.</summary>
    public static bool Contains(ISymbol? symbol)
    {
        if (MemberNames.EnclosingMember(symbol) is not { ContainingType: { } type } member)
            return false;
        if (IsOrOverridesWorkflow(member))
            return true;
        return !(member is IMethodSymbol method && StepParser.FindAttribute(method) is not null) && HasWorkflow.GetValue(type, Find).Value;
    }

    /// <summary>Whether a call leads to a workflow: to its own method, to an override of it, or to what it overrides or implements.</summary>
    public static bool IsWorkflow(IMethodSymbol called, Compilation compilation)
    {
        if (!MethodParser.IsTask(called.ReturnType))
            return false; // most calls, and their attributes needn't be read
        if (IsOrOverridesWorkflow(called))
            return true;
        if ((!called.IsAbstract && !called.IsVirtual && !called.IsOverride) || !StepNames.Of(compilation).ContainsWorkflow(called.Name))
            return false;
        return compilation.GetSymbolsWithName(called.Name, SymbolFilter.Member).OfType<IMethodSymbol>()
            .Any(m => MemberNames.IsWorkflow(m) && StandsFor(called, m));
    }

    /// <summary>Whether a type has a workflow of its own.</summary>
    public static bool IsClassOfWorkflow(INamedTypeSymbol type) => HasWorkflow.GetValue(type, Find).Value;

    private static StrongBox<bool> Find(INamedTypeSymbol type) => new(type.GetMembers().Any(IsOrOverridesWorkflow));

    private static bool IsOrOverridesWorkflow(ISymbol member)
    {
        for (var current = member as IMethodSymbol; current is not null; current = current.OverriddenMethod)
        {
            if (MemberNames.IsWorkflow(current))
                return true;
        }

        return false;
    }

    private static bool StandsFor(IMethodSymbol called, IMethodSymbol workflow)
    {
        for (var current = workflow; current is not null; current = current.OverriddenMethod)
        {
            if (Is(current))
                return true;
        }

        return called.ContainingType.TypeKind == TypeKind.Interface && Interfaces.ImplementedBy(workflow, workflow.ContainingType).Any(Is);

        bool Is(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, called.OriginalDefinition);
    }
}
