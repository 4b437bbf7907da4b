using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Flow;

/// <summary>What changes something that outlives the expression.</summary>
internal static class Effects
{
    /// <summary>What an operation assigns to; null if it is no assignment.</summary>
    public static IOperation? OfAssignment(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: not IDiscardOperation, Parent: not IObjectOrCollectionInitializerOperation } assignment => assignment.Target,
        IIncrementOrDecrementOperation change => change.Target,
        IEventAssignmentOperation change => change.EventReference,
        _ => null,
    };

    /// <summary>A variable of the code itself, or a member of an object that it made, and nothing beyond.</summary>
    public static bool IsLocal(IOperation target) => target switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation { Parameter.RefKind: RefKind.None } or IDeclarationExpressionOperation => true,
        ITupleOperation tuple => tuple.Elements.All(IsLocal),
        IMemberReferenceOperation { Instance: ILocalReferenceOperation local } => Receivers.OriginOf(local).Value is IObjectCreationOperation,
        _ => false,
    };

    /// <summary>A call that is known to change what it is called on, or what it is given, where that isn't a variable of the code itself.</summary>
    public static bool IsMutator(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { ContainingType: { } type } method } call)
            return false;
        return type is { Name: "Interlocked", ContainingNamespace.Name: "Threading" }
            || Facts.IsDurable(method)
            || (IsOfCollections(type) && IsChange(method.Name) && !IsOwn(call.Instance));
    }

    /// <summary>A variable of the code itself, or an object that is made there: also one that its own methods pass on, as a builder's do.</summary>
    private static bool IsOwn(IOperation? changed) => changed?.Unconverted() switch
    {
        ILocalReferenceOperation or IObjectCreationOperation or ICollectionExpressionOperation => true,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => true,
        IInvocationOperation { Instance: { } passed } call => SymbolEqualityComparer.Default.Equals(call.Type, passed.Type) && IsOwn(passed),
        _ => false,
    };

    private static bool IsOfCollections(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections"
        || type is { Name: "StringBuilder", ContainingNamespace.Name: "Text" };

    private static bool IsChange(string name) => name is "Add" or "AddRange" or "TryAdd" or "Remove" or "RemoveAt" or "RemoveAll" or "TryRemove" or "Clear" or "Enqueue" or "Dequeue"
        or "TryDequeue" or "Push" or "Pop" or "TryPop" or "Insert" or "AddOrUpdate" or "GetOrAdd" or "TryUpdate" or "Append" or "AppendLine" or "TryTake";
}
