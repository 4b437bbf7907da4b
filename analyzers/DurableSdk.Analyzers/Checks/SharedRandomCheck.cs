using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>
/// A <see cref="Random"/> that was made outside the workflow and drawn from inside (DUR1002): a static, or an injected one. The table
/// of APIs speaks where one is made; <c>Durable.Random</c> is of the same type, so its members can't stand there.
/// </summary>
internal sealed class SharedRandomCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        var call = (IInvocationOperation)operation;
        if (call.Instance?.Type is { Name: "Random", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            && Receivers.Plain(call.Instance) is { } source && IsShared(source, visit))
            visit.Report(DeterminismRules.Chance, call.Syntax, $"Random.{call.TargetMethod.Name}", "Durable.Random");
    }

    private static bool IsShared(IOperation source, Visit visit) =>
        source is IMemberReferenceOperation { Instance: null, Member: { IsStatic: true } member }
            ? visit.Facts.IsInSource(member) && !visit.Facts.IsSafe(member) && !IsComputed(member)
            : visit.State.Injected.IsInjected(source);

    /// <summary>Its code is looked at, and may well give the run's own.</summary>
    private static bool IsComputed(ISymbol member) => member is IPropertySymbol property && !Properties.IsAuto(property);
}
