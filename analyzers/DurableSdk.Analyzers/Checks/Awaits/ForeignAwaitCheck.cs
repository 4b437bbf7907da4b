using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Reach;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// Tasks and streams that nothing recorded completes (DUR1006), where they come from: a call that gives one, a member of an injected
/// object that holds one, or an injected channel or the like. What the table or the rule of injected services speaks of is left to them; a
/// container that gives back what was put in, and a delegate that is called, say nothing of where the task comes from.
/// </summary>
internal sealed class ForeignAwaitCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } =
    [
        OperationKind.Invocation, OperationKind.MethodReference, OperationKind.PropertyReference, OperationKind.FieldReference, OperationKind.ParameterReference,
    ];

    public override void Operation(IOperation operation, Visit visit)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } call:
                Method(call.TargetMethod, call, visit);
                break;
            case IMethodReferenceOperation reference:
                Method(reference.Method, reference, visit);
                break;
            case IPropertyReferenceOperation { Property: var property }:
                if (IsStored(property, visit))
                    Stored(operation, visit);
                else
                    Member(property, property.OriginalDefinition.Type, operation, visit);
                break;
            case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: false } field }:
                if (visit.Facts.IsInSource(field))
                    Stored(operation, visit);
                else
                    Member(field, field.OriginalDefinition.Type, operation, visit);
                break;
            case IParameterReferenceOperation:
                Stored(operation, visit);
                break;
        }
    }

    private static void Method(IMethodSymbol method, IOperation operation, Visit visit)
    {
        // The definition's type: a container of tasks gives its type parameter.
        var definition = StepParser.DefinitionOf(method);
        if (TaskTypes.IsToCome(definition.ReturnType) && !visit.Facts.IsStep(method) && !visit.Facts.LeadsToWorkflow(method))
            Member(definition, definition.ReturnType, operation, visit);
    }

    private static void Member(ISymbol member, ITypeSymbol type, IOperation operation, Visit visit)
    {
        if (!TaskTypes.IsToCome(type))
            return;
        var receiver = (operation as IInvocationOperation)?.Instance ?? (operation as IMemberReferenceOperation)?.Instance;
        // An abstract member of the code's own class is implemented where somebody derives from it.
        if (member.IsAbstract && receiver is IInstanceReferenceOperation)
            return;
        var isForeign = Foreign.Is(member, receiver?.Type, visit) ? !visit.State.ServiceCalls.Contains(operation) : IsOfOutside(member, receiver, visit);
        if (isForeign)
            visit.Report(DeterminismRules.ForeignAwait, operation.Syntax, $"{member.ContainingType?.Name}.{member.Name}");
    }

    /// <summary>What is safe within a run, such as a channel, but was injected, so that others complete it too.</summary>
    private static bool IsOfOutside(ISymbol member, IOperation? receiver, Visit visit) => receiver is not null
        && !TaskTypes.IsToCome(receiver.Type)
        && visit.Facts.ApiOf(member, receiver.Type) is { Rule: ApiEntry.Safe }
        && Foreign.IsBorrowed(receiver, visit);

    /// <summary>A task in a field of the workflow's own was started by its code; one that was injected by anybody.</summary>
    private static void Stored(IOperation reference, Visit visit)
    {
        if (IsTaskOrStream(reference.Type) && Foreign.IsBorrowed(reference, visit))
            visit.Report(DeterminismRules.ForeignAwait, reference.Syntax, reference.Syntax.ToString());
    }

    private static bool IsTaskOrStream(ITypeSymbol? type) => TaskTypes.IsTask(type) || TaskTypes.IsStream(type);

    /// <summary>A property of this compilation without code of its own.</summary>
    private static bool IsStored(IPropertySymbol property, Visit visit) => IsTaskOrStream(property.Type) && visit.Facts.IsInSource(property)
        && !property.IsAbstract && property.GetMethod is { } getter && !MemberSyntax.CodeOf(getter, visit.Cancel).Any(IsCode);

    private static bool IsCode(SyntaxNode node) => node is not AccessorDeclarationSyntax { Body: null, ExpressionBody: null };
}
