using DurableSdk.Analyzers.Reach;
using DurableSdk.Generators.Parsing;
using DurableSdk.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>
/// Ways past the interceptors in helpers that only the search knows to be workflow code (DUR0011, DUR0019, DUR0022): the generator's
/// own analyzer reports them in the classes of workflows.
/// </summary>
internal sealed class InterceptionCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation, OperationKind.DynamicInvocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (operation is IInvocationOperation call)
        {
            Unmarked(call, visit);
            Workflow(call, visit);
        }
        else if (operation is IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { MemberName: var name, Instance.Type.TypeKind: TypeKind.Dynamic } }
            && StepNames.Of(visit.Facts.Compilation).Contains(name) && !IsOfGenerator(visit))
            visit.Report(Rules.NotInterceptable, operation.Syntax, name, "it is bound at run time (dynamic); cast to the static type first");
    }

    private static void Unmarked(IInvocationOperation call, Visit visit)
    {
        var called = StepParser.DefinitionOf(call.TargetMethod);
        if (visit.Facts.IsInSource(called) || called.ContainingAssembly is not { } assembly || !References.Of(assembly).LacksMark
            || visit.Facts.IsSafe(called) || visit.Facts.IsStep(called) || IsOfGenerator(visit))
            return;
        visit.Report(Rules.UnmarkedAssembly, call.Syntax, called.Name, assembly.Name);
    }

    private static void Workflow(IInvocationOperation call, Visit visit)
    {
        var called = StepParser.DefinitionOf(call.TargetMethod);
        if (visit.Facts.LeadsToWorkflow(called) && !visit.Facts.IsSafe(called) && !IsOfGenerator(visit) && ChildChecks.WhyNot(call, called, visit.Facts.Compilation) is { } why)
            visit.Report(Rules.DirectWorkflowCall, call.Syntax, $"{called.ContainingType.Name}.{called.Name}", why);
    }

    private static bool IsOfGenerator(Visit visit) => WorkflowCode.Contains(visit.Body.Member);
}
