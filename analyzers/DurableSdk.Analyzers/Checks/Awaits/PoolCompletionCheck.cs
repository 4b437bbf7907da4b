using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// Tasks of the run's own that the base library completes on the thread pool for all but an <c>await</c>, which brings its scheduler along
/// (DUR1004): combined by <c>WhenAll</c> or <c>WhenAny</c>, or made of a channel's value task, threads race for what is first.
/// </summary>
internal sealed class PoolCompletionCheck : Check
{
    private const string Await = "await it in an async method of its own, and use that one's task";
    private const string LeaveOut = "make the TaskCompletionSource without RunContinuationsAsynchronously";

    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation, OperationKind.PropertyReference];

    public override void Operation(IOperation operation, Visit visit)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { Name: "AsTask" or "WithTimeout" } } call when Receivers.Of(call)?.Unconverted() is IInvocationOperation source && IsOfChannel(source.TargetMethod):
                Report(call, $"{source.TargetMethod.Name}().{call.TargetMethod.Name}()", Await, visit);
                break;
            case IInvocationOperation { TargetMethod: { Name: "WaitAsync", ContainingType: { Name: "SemaphoreSlim", ContainingNamespace.Name: "Threading" } } } call when IsCombined(call):
                Report(call, "SemaphoreSlim.WaitAsync within Task.WhenAll or WhenAny", Await, visit);
                break;
            case IPropertyReferenceOperation { Property: { Name: "Completion" } completion } when IsOfChannel(completion) && IsCombined(operation):
                Report(operation, "ChannelReader.Completion within Task.WhenAll or WhenAny", Await, visit);
                break;
            case IPropertyReferenceOperation { Property: { Name: "Task", ContainingType: { Name: "TaskCompletionSource", ContainingNamespace.Name: "Tasks" } }, Instance: { } source }
                when RunsAsynchronously(source, visit) && IsCombined(operation):
                Report(operation, "RunContinuationsAsynchronously within Task.WhenAll or WhenAny", LeaveOut, visit);
                break;
        }
    }

    private static void Report(IOperation at, string what, string remedy, Visit visit) => visit.Report(DeterminismRules.LeavesScheduler, at.Syntax, what, remedy);

    private static bool IsOfChannel(ISymbol member) => member.ContainingType is { Name: "ChannelReader" or "ChannelWriter", ContainingNamespace.Name: "Channels" };

    private static bool RunsAsynchronously(IOperation source, Visit visit) =>
        (source.Unconverted() is IObjectCreationOperation made ? made : Initializers.Of(source.Unconverted(), visit)) is IObjectCreationOperation creation
        && creation.Arguments.Any(a => a.Parameter?.Type.Name == nameof(TaskCreationOptions)
            && a.Value.ConstantValue.Value is int options && (options & (int)TaskCreationOptions.RunContinuationsAsynchronously) != 0);

    /// <summary>Whether it goes into a combination, at once or by a variable.</summary>
    private static bool IsCombined(IOperation task)
    {
        var path = TaskFlow.Path(task).TakeWhile(o => !StaysOnScheduler(o)).ToList();
        return path.Any(IsCombination) || (path[path.Count - 1].Holder() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
            && task.Outermost().Descendants().OfType<ILocalReferenceOperation>().Any(r => SymbolEqualityComparer.Default.Equals(r.Local, local)
                && TaskFlow.Path(r).TakeWhile(o => !StaysOnScheduler(o)).Any(IsCombination)));
    }

    private static bool IsCombination(IOperation operation) => operation is IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WhenAny", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } } };

    /// <summary>Who goes on by a task scheduler is told where the task ends.</summary>
    private static bool StaysOnScheduler(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "ContinueWith" or "WithTimeout" };
}
