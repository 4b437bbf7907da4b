using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Checks;

/// <summary>
/// Fields that a workflow and its steps share, as it seems: each step runs on an instance of its own (DUR1014). Notes what workflow
/// code does with the fields of its class, and holds the steps against it.
/// </summary>
internal sealed class WorkflowFieldCheck : Check
{
    private const string Stale = "it doesn't see that value; pass it to the step as an argument";
    private const string Lost = "the change is lost; return the value from the step";
    private const string Both = "it doesn't see that value and the change is lost; pass it as an argument and return it";

    public override IReadOnlyList<BodyKind> Bodies { get; } = [BodyKind.Workflow, BodyKind.Step];

    public override IReadOnlyList<OperationKind> Operations => OwnFields.Kinds;

    public override void Operation(IOperation operation, Visit visit)
    {
        if (OwnFields.Of(operation, visit.State.Injected.Types) is not { } field)
            return;
        var (reads, assigns, mutates) = OwnFields.UsageOf(operation);
        var isOthers = visit.State.Injected.Holds(field); // an injected object is changed for all, not for this instance
        var changes = assigns || (mutates && !isOthers);
        if (visit.Body.Kind == BodyKind.Step)
        {
            Compare(operation, field, reads, changes, visit);
            return;
        }

        if (changes)
            visit.State.AssignedByWorkflows.Add(field, visit.Body.Member);
        if (reads && (!isOthers || changes))
            visit.State.ReadByWorkflows.Add(field, visit.Body.Member);
    }

    /// <summary>A helper that both share, and that alone uses the field, keeps something for itself on each instance.</summary>
    private static void Compare(IOperation operation, ISymbol field, bool reads, bool changes, Visit visit)
    {
        var member = visit.Body.Member;
        if (visit.State.AssignedByWorkflows.UserBeside(member, field) is { } assigning)
            Report(operation, field, changes ? "changes" : "reads", assigning, "assigns", changes && !reads ? Lost : changes ? Both : Stale, visit);
        else if (changes && visit.State.ReadByWorkflows.UserBeside(member, field) is { } reading)
            Report(operation, field, "changes", reading, "reads", Lost, visit);
    }

    private static void Report(IOperation at, ISymbol field, string does, ISymbol other, string otherDoes, string soThat, Visit visit) =>
        visit.Report(DeterminismRules.StepUsesWorkflowField, at.Syntax, visit.Body.Root.Name, does, field.Name, NameOf(other), otherDoes, soThat);

    private static string NameOf(ISymbol member) => (member as IMethodSymbol)?.AssociatedSymbol?.Name ?? member.Name;
}
