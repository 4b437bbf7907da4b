using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which operations change an object, and whose that object is.</summary>
internal static class Mutations
{
    private const int LinksMax = 16;

    private static readonly HashSet<string> Mutating =
    [
        "Add", "AddRange", "TryAdd", "GetOrAdd", "AddOrUpdate", "AddFirst", "AddLast", "AddBefore", "AddAfter", "Insert", "InsertRange", "Set", "SetAll",
        "Remove", "RemoveAll", "RemoveAt", "RemoveRange", "RemoveWhere", "RemoveFirst", "RemoveLast", "TryRemove", "TryUpdate", "Clear",
        "Enqueue", "EnqueueRange", "EnqueueDequeue", "DequeueEnqueue", "Dequeue", "TryDequeue", "Push", "PushRange", "TryPush", "Pop", "TryPop", "TryPopRange", "Take", "TryTake",
        "UnionWith", "ExceptWith", "IntersectWith", "SymmetricExceptWith", "Sort", "Reverse", "Append", "AppendLine", "AppendFormat", "AppendJoin", "Replace",
        "SetItem", "SetKey", "Move",
    ];

    /// <summary>The operations that may change an object.</summary>
    public static IReadOnlyList<OperationKind> Kinds { get; } =
        [OperationKind.PropertyReference, OperationKind.FieldReference, OperationKind.EventReference, OperationKind.ArrayElementReference, OperationKind.Invocation];

    /// <summary>
    /// The object that an operation changes: the one whose member or element is assigned, or the collection whose method is called.
    /// Null if it changes none; a static and a local variable belong to none.
    /// </summary>
    public static IOperation? ChangedBy(IOperation operation) => Receivers.Plain(operation switch
    {
        IInvocationOperation { Instance: { } instance } call when IsMutating(call.TargetMethod) => instance,
        IMemberReferenceOperation reference when IsAssigned(reference) => reference.Instance,
        IArrayElementReferenceOperation element when Usage.Of(element).Writes => element.ArrayReference,
        _ => null,
    });

    /// <summary>Whether a field, property or event is assigned; a handler that is added or removed changes an event.</summary>
    public static bool IsAssigned(IMemberReferenceOperation reference) =>
        reference is IEventReferenceOperation ? reference.Parent is IEventAssignmentOperation : Usage.Of(reference).Writes;

    /// <summary>An object, what it is a member or an element of, and so on; through local variables, but not through calls.</summary>
    public static IEnumerable<IOperation> Owners(IOperation? changed)
    {
        for (var i = 0; changed is not null && i < LinksMax; i++)
        {
            yield return changed;
            changed = Receivers.Plain(changed switch
            {
                IMemberReferenceOperation reference => reference.Instance,
                IArrayElementReferenceOperation element => element.ArrayReference,
                ILocalReferenceOperation { Type.IsReferenceType: true } local => Receivers.OriginOf(local).Value,
                _ => null,
            });
        }
    }

    /// <summary>Whether an object is the one whose code runs, and not one that an initialiser fills.</summary>
    public static bool IsThis(IOperation? instance) =>
        instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    private static bool IsMutating(IMethodSymbol method) => !method.IsStatic && Mutating.Contains(method.Name) && method.ContainingType switch
    {
        { Name: "StringBuilder", ContainingNamespace: { Name: "Text", ContainingNamespace.Name: "System" } } => true,
        { ContainingNamespace: { } space } => space.ToDisplayString() is "System.Collections" or "System.Collections.Generic" or "System.Collections.Concurrent"
            or "System.Collections.ObjectModel" or "System.Collections.Specialized" or "System.Text.Json.Nodes",
        _ => false,
    };
}
