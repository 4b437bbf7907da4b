using System.Reflection;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>Code that blocks its thread beyond the table (DUR1007): waits for a task that may not have ended, and locks.</summary>
internal sealed class BlockingCheck : Check
{
    private const string AwaitIt = "await it";
    private const string NoLock = "what one run uses needs no lock, and what runs share belongs in a [Step]";

    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.PropertyReference, OperationKind.Invocation, OperationKind.Lock];

    public override void Body(IOperation root, Visit visit)
    {
        if (visit.Body.Member is not IMethodSymbol method || (method.MethodImplementationFlags & MethodImplAttributes.Synchronized) == 0)
            return;
        var attribute = method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "MethodImplAttribute")?.ApplicationSyntaxReference?.GetSyntax(visit.Cancel);
        visit.Report(DeterminismRules.Blocking, attribute ?? root.Syntax, "MethodImplOptions.Synchronized", NoLock);
    }

    public override void Operation(IOperation operation, Visit visit)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property: { Name: "Result" } property, Instance: { } task } when TaskTypes.IsTask(property.ContainingType):
                Wait(operation, task, $"{property.ContainingType.Name}.Result", visit);
                break;
            case IInvocationOperation { TargetMethod: { Name: "Wait" } method, Instance: { } task } when TaskTypes.IsTask(method.ContainingType):
                Wait(operation, task, "Task.Wait", visit);
                break;
            case IInvocationOperation { TargetMethod: { Name: "GetResult" }, Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } }:
                GetResult(operation, task, visit);
                break;
            case ILockOperation { Syntax: LockStatementSyntax statement }:
                visit.Report(DeterminismRules.Blocking, statement.LockKeyword, "lock", NoLock);
                break;
        }
    }

    private static void GetResult(IOperation operation, IOperation task, Visit visit)
    {
        var awaited = task is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } inner } ? inner : task;
        if (TaskTypes.IsTask(awaited.Type))
            Wait(operation, awaited, "GetAwaiter().GetResult()", visit);
    }

    private static void Wait(IOperation operation, IOperation task, string name, Visit visit)
    {
        if (!Completion.IsLikely(task))
            visit.Report(DeterminismRules.Blocking, operation.Syntax, name, AwaitIt);
    }
}
