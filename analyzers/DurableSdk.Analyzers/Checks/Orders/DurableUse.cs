using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Orders;

/// <summary>Where durable operations are made, and what is passed to them.</summary>
internal static class DurableUse
{
    /// <summary>Whether it makes a durable operation, or awaits anything: a helper's task may hold some.</summary>
    public static bool In(IOperation code, Visit visit) =>
        code.DescendantsAndSelf().Any(o => o is IAwaitOperation || (o is IInvocationOperation call && Is(call, visit)) || (o is IMethodReferenceOperation reference && visit.Facts.IsStep(reference.Method)));

    public static bool Is(IInvocationOperation call, Visit visit) =>
        visit.Facts.IsStep(call.TargetMethod) || visit.Facts.LeadsToWorkflow(call.TargetMethod) || Facts.IsDurable(call.TargetMethod);

    /// <summary>Whether a variable is passed to a durable operation, and nothing sorts it.</summary>
    public static bool IsPassed(ILocalSymbol variable, IOperation near, Visit visit)
    {
        var uses = near.Outermost().Descendants().OfType<ILocalReferenceOperation>().Where(l => SymbolEqualityComparer.Default.Equals(l.Local, variable)).ToList();
        return !uses.Any(IsSorted) && uses.Any(u => u.Ancestors().OfType<IInvocationOperation>().Any(c => Is(c, visit)));
    }

    private static bool IsSorted(ILocalReferenceOperation use) =>
        use.Ancestors().OfType<IInvocationOperation>().Any(c => c.TargetMethod.Name == "Sort" || LinqOrder.Sorts(c.TargetMethod.Name));
}
