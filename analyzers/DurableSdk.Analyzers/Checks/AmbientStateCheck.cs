using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>Fields of a thread or of a call, beside the members that the table of APIs knows (DUR1012).</summary>
internal sealed class AmbientStateCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.FieldReference, OperationKind.PropertyReference];

    public override void Operation(IOperation operation, Visit visit)
    {
        var reference = (IMemberReferenceOperation)operation;
        if ((Ambient.IsThreadStatic(reference.Member) || (Ambient.Is(reference.Type) && !IsReceiver(reference))) && !visit.Facts.IsSafe(reference.Member))
            visit.Report(DeterminismRules.AmbientState, reference.Syntax, $"{reference.Member.ContainingType.Name}.{reference.Member.Name}");
    }

    /// <summary>What is then done with it stands in the table.</summary>
    private static bool IsReceiver(IMemberReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call => call.Instance == reference,
        IMemberReferenceOperation member => member.Instance == reference,
        IConditionalAccessOperation access => access.Operation == reference,
        _ => false,
    };
}
