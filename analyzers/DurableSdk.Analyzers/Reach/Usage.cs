using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Whether a field, property or variable is read or written where it stands.</summary>
internal static class Usage
{
    public static (bool Reads, bool Writes) Of(IOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation assignment when assignment.Target == reference => (false, true),
        ICompoundAssignmentOperation assignment when assignment.Target == reference => (true, true),
        ICoalesceAssignmentOperation assignment when assignment.Target == reference => (true, true),
        IIncrementOrDecrementOperation => (true, true),
        IArgumentOperation { Parameter.RefKind: RefKind.Out } => (false, true),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref } => (true, true),
        ITupleOperation tuple when IsDeconstructed(tuple) => (false, true),
        _ => (true, false),
    };

    private static bool IsDeconstructed(IOperation tuple) => tuple.Parent switch
    {
        IDeconstructionAssignmentOperation assignment => assignment.Target == tuple,
        ITupleOperation outer => IsDeconstructed(outer),
        _ => false,
    };
}
