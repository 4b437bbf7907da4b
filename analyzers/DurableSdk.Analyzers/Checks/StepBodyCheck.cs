using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>What a step can't do, for it isn't a part of the workflow: call steps as steps (DUR1020), and say anything durable (DUR1021).</summary>
internal sealed class StepBodyCheck : Check
{
    public override IReadOnlyList<BodyKind> Bodies { get; } = [BodyKind.Step];

    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.MethodReference];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (!visit.Body.IsCertain)
            return; // another implementation may be the one that the step is given
        var member = operation is IInvocationOperation call ? call.TargetMethod : ((IMemberReferenceOperation)operation).Member;
        if (operation is IInvocationOperation { TargetMethod: var called } && visit.Facts.IsStep(called) && !IsOfBase(operation))
            visit.Report(DeterminismRules.StepInStep, operation.Syntax, called.Name, visit.Body.Root.Name);
        else if (Facts.IsDurable(member) && !IsSharedWithWorkflows(visit))
            visit.Report(DeterminismRules.DurableInStep, operation.Syntax, $"Durable.{member.Name}", visit.Body.Root.Name);
    }

    /// <summary>That is DUR0009.</summary>
    private static bool IsOfBase(IOperation call) => call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } };

    /// <summary>What a helper says in a workflow may be behind a condition that no step meets.</summary>
    private static bool IsSharedWithWorkflows(Visit visit) => visit.State.ReachedByWorkflows.Contains(visit.Body.Member);
}
