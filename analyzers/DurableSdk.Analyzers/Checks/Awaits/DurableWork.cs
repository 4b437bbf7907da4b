using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>Which calls begin durable work: a step, a child, an operation of <c>Durable</c>, or a helper of this compilation that leads to one.</summary>
internal static class DurableWork
{
    /// <summary>Code that so many members make up isn't followed to its end: what is asked here must cost little.</summary>
    private const int MembersMax = 200;

    /// <summary>A step, a child, or an operation that waits.</summary>
    public static bool IsOperation(IOperation operation, Visit visit) => operation is IInvocationOperation { TargetMethod: var method }
        && TaskTypes.IsTask(method.ReturnType)
        && (Facts.IsDurable(method) || Facts.IsSaga(method) || visit.Facts.IsStep(method) || visit.Facts.LeadsToWorkflow(method));

    /// <summary>Whether the call's task stands for durable work.</summary>
    public static bool IsBegunBy(IInvocationOperation call, Visit visit)
    {
        if (!TaskTypes.IsTask(call.TargetMethod.ReturnType))
            return false;
        return IsOperation(call, visit) || (visit.Facts.IsInSource(call.TargetMethod) && IsReachedFrom([call], o => IsOperation(o, visit), visit));
    }

    /// <summary>Whether an operation is among the given ones, or in what they lead to.</summary>
    public static bool IsReachedFrom(IEnumerable<IOperation> operations, Func<IOperation, bool> isIt, Visit visit)
    {
        var dispatch = new Dispatch(visit.Facts, visit.Cancel);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var next = new Queue<ISymbol>();
        if (Look(operations))
            return true;
        while (next.Count > 0 && seen.Count < MembersMax)
        {
            if (CodeOf(next.Dequeue(), visit).Any(root => Look(root.DescendantsAndSelf())))
                return true;
        }

        return false;

        bool Look(IEnumerable<IOperation> code)
        {
            foreach (var operation in code)
            {
                visit.Cancel.ThrowIfCancellationRequested();
                if (isIt(operation))
                    return true;
                if (operation.SemanticModel is { } model)
                    CallEdges.Collect(operation, model, (called, receiver) => Follow(dispatch.Targets(called, receiver)));
            }

            return false;
        }

        void Follow(IEnumerable<ISymbol> targets)
        {
            foreach (var target in targets.Where(seen.Add))
                next.Enqueue(target);
        }
    }

    private static IEnumerable<IOperation> CodeOf(ISymbol member, Visit visit)
    {
        var nodes = member is IMethodSymbol { MethodKind: MethodKind.LocalFunction }
            ? member.DeclaringSyntaxReferences.Select(r => r.GetSyntax(visit.Cancel))
            : MemberSyntax.CodeOf(member, visit.Cancel);
        return nodes.Select(n => visit.Facts.Compilation.GetSemanticModel(n.SyntaxTree).GetOperation(n, visit.Cancel)).OfType<IOperation>();
    }
}
