using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>The state of a workflow's own instance: its fields, auto-properties and captured constructor parameters.</summary>
internal static class OwnFields
{
    public static IReadOnlyList<OperationKind> Kinds { get; } = [OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.ParameterReference];

    /// <summary>The state that a reference names through <c>this</c>; null for all else, and for what is injected and stays.</summary>
    public static ISymbol? Of(IOperation reference, InjectedTypes types) => reference switch
    {
        IFieldReferenceOperation { Field: { IsStatic: false, IsConst: false } field } use when Mutations.IsThis(use.Instance) && types.IsOfWorkflow(field.ContainingType) => field.AssociatedSymbol ?? field,
        IPropertyReferenceOperation { Property: { IsStatic: false } property } use when Mutations.IsThis(use.Instance) && types.IsOfWorkflow(property.ContainingType) && Properties.IsAuto(property) => property,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter } when types.IsOfWorkflow(constructor.ContainingType) => parameter,
        _ => null,
    };

    /// <summary>Whether the state is read, whether it is assigned, and whether the object that it holds is changed.</summary>
    /// <remarks><c>??=</c> only fills in what any instance would, so it counts as a read.</remarks>
    public static (bool Reads, bool Assigns, bool Mutates) UsageOf(IOperation reference)
    {
        if (reference.Parent is ICoalesceAssignmentOperation filled && filled.Target == reference)
            return (true, false, false);
        var (reads, writes) = Usage.Of(reference);
        return (reads, writes, ChangesInside(reference));
    }

    private static bool ChangesInside(IOperation reference)
    {
        for (IOperation current = reference; Outer(current) is { } use; current = use)
        {
            if (Mutations.ChangedBy(use) is not null)
                return true;
            if (use is IInvocationOperation)
                return false;
        }

        return false;
    }

    /// <summary>The use of a member or an element of what an expression gives.</summary>
    private static IOperation? Outer(IOperation expression) => expression.Parent switch
    {
        IMemberReferenceOperation member when member.Instance == expression => member,
        IArrayElementReferenceOperation element when element.ArrayReference == expression => element,
        IInvocationOperation call when call.Instance == expression => call,
        IConversionOperation { OperatorMethod: null } conversion => Outer(conversion),
        IConditionalAccessOperation access when access.Operation == expression => Accessed(access.WhenNotNull),
        _ => null,
    };

    /// <summary>The first use behind <c>?.</c>.</summary>
    private static IOperation? Accessed(IOperation whenNotNull)
    {
        var innermost = whenNotNull;
        while (Receiver(innermost) is { } receiver and not IConditionalAccessInstanceOperation)
            innermost = receiver;
        return Receiver(innermost) is IConditionalAccessInstanceOperation ? innermost : null;
    }

    private static IOperation? Receiver(IOperation use) => use switch
    {
        IMemberReferenceOperation member => member.Instance,
        IArrayElementReferenceOperation element => element.ArrayReference,
        IInvocationOperation call => call.Instance,
        IConditionalAccessOperation access => access.Operation,
        _ => null,
    };
}
