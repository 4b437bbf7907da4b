using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>Workflow code that changes what was injected, from outside or inside the service (DUR1013).</summary>
internal sealed class ServiceMutatedCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations => Mutations.Kinds;

    public override void Operation(IOperation operation, Visit visit)
    {
        if (Mutations.ChangedBy(operation) is not { } changed || IsConstructor(visit.Body.Member))
            return;
        var owners = Mutations.Owners(changed).ToList();
        if (owners.Any(o => visit.State.Injected.IsInjected(o) || IsService(o, visit)) && !owners.Any(o => IsOfAnotherRule(o, visit)) && !IsOfAnotherRule(operation, visit))
            visit.Report(DeterminismRules.ServiceMutated, operation.Syntax, NameOf(operation));
    }

    private static bool IsService(IOperation owner, Visit visit) =>
        Mutations.IsThis(owner) && visit.State.Injected.Types.IsService(owner.Type as INamedTypeSymbol);

    /// <summary>An instance that workflow code makes itself is nobody else's while it is made.</summary>
    private static bool IsConstructor(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor };

    private static bool IsOfAnotherRule(IOperation use, Visit visit) => visit.State.ServiceCalls.Contains(use) || visit.IsKnownApi(use);

    private static string NameOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => $"{call.Instance!.Syntax}.{call.TargetMethod.Name}",
        IMemberReferenceOperation { Member: IPropertySymbol { IsIndexer: true } } or IArrayElementReferenceOperation => operation.Syntax.ToString(),
        IMemberReferenceOperation reference => $"{reference.Member.ContainingType.Name}.{reference.Member.Name}",
        _ => operation.Syntax.ToString(),
    };
}
