using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>Calls of injected services whose code can't be followed (DUR1029).</summary>
internal sealed class InjectedServiceCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } =
        [OperationKind.Invocation, OperationKind.MethodReference, OperationKind.PropertyReference];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (visit.State.ServiceCalls.Contains(operation))
            visit.Report(DeterminismRules.InjectedService, operation.Syntax, NameOf(operation));
    }

    private static string NameOf(IOperation operation)
    {
        var member = operation is IInvocationOperation call ? call.TargetMethod : ((IMemberReferenceOperation)operation).Member;
        return member.ContainingType.TypeKind == TypeKind.Delegate
            ? Receivers.Of(operation)?.Syntax.ToString() ?? member.ContainingType.Name
            : $"{member.ContainingType.Name}.{(member is IPropertySymbol { IsIndexer: true } ? "this[]" : member.Name)}";
    }
}
