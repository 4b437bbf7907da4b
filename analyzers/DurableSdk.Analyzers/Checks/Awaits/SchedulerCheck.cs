using System.Collections.Immutable;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// Tasks that are given a scheduler other than the current one, or that hide it (DUR1004). <c>TaskScheduler.Default</c> stands in the
/// table; a call without a scheduler stays on the current one.
/// </summary>
internal sealed class SchedulerCheck : Check
{
    private const int HideScheduler = 0x10;

    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation, OperationKind.ObjectCreation];

    public override void Operation(IOperation operation, Visit visit)
    {
        var (method, arguments) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => (null, ImmutableArray<IArgumentOperation>.Empty),
        };
        if (method?.ContainingType is not { Name: "Task" or "TaskFactory", ContainingNamespace.Name: "Tasks" } || visit.Facts.IsInSource(method))
            return;
        foreach (var argument in arguments)
            Argument(argument, visit);
    }

    private static void Argument(IArgumentOperation argument, Visit visit)
    {
        switch (argument.Parameter?.Type.Name)
        {
            case "TaskScheduler" when IsOther(argument.Value, visit):
                visit.Report(DeterminismRules.LeavesScheduler, argument.Value.Syntax, argument.Value.Syntax.ToString(), "stay on TaskScheduler.Current");
                break;
            case "TaskCreationOptions" or "TaskContinuationOptions" when argument.Value.ConstantValue.Value is int options && (options & HideScheduler) != 0:
                visit.Report(DeterminismRules.LeavesScheduler, argument.Value.Syntax, "HideScheduler", "leave the option out");
                break;
        }
    }

    /// <summary>A scheduler of the program's own. What a parameter or a call brings may be the current one.</summary>
    private static bool IsOther(IOperation scheduler, Visit visit) => scheduler.Unconverted() switch
    {
        IObjectCreationOperation => true,
        ILocalReferenceOperation => Initializers.Of(scheduler.Unconverted(), visit) is { } value && IsOther(value, visit),
        IFieldReferenceOperation => true,
        IPropertyReferenceOperation { Property: { Name: not "Current" } property } reference => visit.Facts.ApiOf(property, reference.Instance?.Type) is null,
        _ => false,
    };
}
