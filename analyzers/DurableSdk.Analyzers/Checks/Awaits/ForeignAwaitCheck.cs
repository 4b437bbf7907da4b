using DurableSdk.Analyzers.Reach;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// Tasks and streams that nothing recorded completes (DUR1006), where they come from: a call that gives one, or a member of an injected
/// object that holds one. What the table or the rule of injected services speaks of is left to them; a container that gives back what was put
/// in, and a delegate that is called, say nothing of where the task comes from.
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
            case IInvocationOperation call:
                Call(call.TargetMethod, call.Instance, call, visit);
                break;
            case IMethodReferenceOperation reference:
                Call(reference.Method, reference.Instance, reference, visit);
                break;
            case IPropertyReferenceOperation { Property: var property } reference:
                if (IsStored(property, visit))
                    Stored(reference, visit);
                else
                    Member(property, property.OriginalDefinition.Type, reference.Instance, reference, visit);
                break;
            case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: false } field } reference:
                if (visit.Facts.IsInSource(field))
                    Stored(reference, visit);
                else
                    Member(field, field.OriginalDefinition.Type, reference.Instance, reference, visit);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                if (IsTaskOrStream(parameter.Type) && Injection.IsInjected(operation, visit))
                    visit.Report(DeterminismRules.ForeignAwait, operation.Syntax, parameter.Name);
                break;
        }
    }

    private static void Call(IMethodSymbol method, IOperation? instance, IOperation operation, Visit visit)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            if (TaskTypes.IsToCome(method.ReturnType) && Injection.IsInjected(instance, visit))
                visit.Report(DeterminismRules.ForeignAwait, operation.Syntax, instance!.Syntax.ToString());
            return;
        }

        // The definition's type: a container of tasks gives its type parameter.
        var definition = StepParser.DefinitionOf(method);
        if (TaskTypes.IsToCome(definition.ReturnType) && !visit.Facts.IsStep(method) && !visit.Facts.IsWorkflow(method))
            Member(definition, definition.ReturnType, instance, operation, visit);
    }

    private static void Member(ISymbol member, ITypeSymbol type, IOperation? instance, IOperation operation, Visit visit)
    {
        // An abstract member of the code's own class is implemented where somebody derives from it.
        if (instance is IInstanceReferenceOperation && member.IsAbstract)
            return;
        if (TaskTypes.IsToCome(type) && Foreign.Is(member, instance?.Type, visit) && !Injection.IsInjected(instance, visit))
            visit.Report(DeterminismRules.ForeignAwait, operation.Syntax, $"{member.ContainingType?.Name}.{member.Name}");
    }

    /// <summary>A task in a field of the workflow's own was started by its code; one in an injected object by anybody.</summary>
    private static void Stored(IMemberReferenceOperation reference, Visit visit)
    {
        if (IsTaskOrStream(reference.Type) && Injection.IsInjected(reference, visit))
            visit.Report(DeterminismRules.ForeignAwait, reference.Syntax, reference.Syntax.ToString());
    }

    private static bool IsTaskOrStream(ITypeSymbol? type) => TaskTypes.IsTask(type) || TaskTypes.IsStream(type);

    /// <summary>A property of this compilation without code of its own.</summary>
    private static bool IsStored(IPropertySymbol property, Visit visit) => IsTaskOrStream(property.Type) && visit.Facts.IsInSource(property)
        && !property.IsAbstract && property.GetMethod is { } getter && !MemberSyntax.CodeOf(getter, visit.Cancel).Any(IsCode);

    private static bool IsCode(SyntaxNode node) =>
        node is not AccessorDeclarationSyntax { Body: null, ExpressionBody: null };
}
