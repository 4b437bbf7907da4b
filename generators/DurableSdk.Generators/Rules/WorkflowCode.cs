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
}
