using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Rules;

/// <summary>Which code certainly runs as part of a workflow.</summary>
internal static class WorkflowCode
{
    /// <summary>A workflow's own method, or a helper in its class: a member that is no step.</summary>
    public static bool Contains(ISymbol? symbol)
    {
        if (MemberNames.EnclosingMember(symbol) is not { ContainingType: { } type } member)
            return false;
        if (MemberNames.IsWorkflow(member))
            return true;
        return !(member is IMethodSymbol method && StepParser.FindAttribute(method) is not null) && type.GetMembers().Any(MemberNames.IsWorkflow);
    }
}
