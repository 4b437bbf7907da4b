using DurableSdk.Analyzers.Checks.Awaits;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Flow;

/// <summary>Exception filters that change something (DUR1024).</summary>
internal sealed class FilterCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.CatchClause];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (operation is not ICatchClauseOperation { Filter: { } filter })
            return;
        foreach (var part in filter.DescendantsAndSelf())
        {
            if (Effects.OfAssignment(part) is { } target)
                visit.Report(DeterminismRules.FilterWithEffects, part.Syntax, $"The change of '{target.Syntax}'");
            else if (part is IInvocationOperation call && HasEffect(call, visit))
                visit.Report(DeterminismRules.FilterWithEffects, part.Syntax, $"The call of '{call.TargetMethod.Name}', which changes something,");
        }
    }

    private static bool HasEffect(IInvocationOperation call, Visit visit)
    {
        if (visit.Facts.IsStep(call.TargetMethod) || visit.Facts.LeadsToWorkflow(call.TargetMethod) || Effects.IsMutator(call))
            return true;
        return visit.Facts.IsInSource(call.TargetMethod)
            && DurableWork.IsReachedFrom([call], o => Effects.IsMutator(o) || (Effects.OfAssignment(o) is { } target && !Effects.IsLocal(target)), visit);
    }
}
