using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// Durable work whose task is thrown away (DUR1018): at once, in a variable that nothing reads, or on a way through the code that doesn't
/// come by where it is read. Whatever reads the variable counts, so the losers of a <c>WhenAny</c> are no lost work.
/// </summary>
internal sealed class LostWorkCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        // Where the task goes is asked first: nearly always it is awaited right there.
        var call = (IInvocationOperation)operation;
        if (TaskTypes.IsTask(call.TargetMethod.ReturnType) && call.Parent is not IAwaitOperation && IsLost(call, visit) && DurableWork.IsBegunBy(call, visit))
            visit.Report(DeterminismRules.LostWork, call.Syntax, NameOf(call.TargetMethod));
    }

    private static string NameOf(IMethodSymbol method) => Facts.IsDurable(method) ? $"Durable.{method.Name}" : method.Name;

    private static bool IsLost(IInvocationOperation call, Visit visit)
    {
        var value = TaskFlow.End(call);
        return value.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsLostIn(declarator.Symbol, declarator, call, visit),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Parent: IExpressionStatementOperation statement } => IsLostIn(target.Local, statement, call, visit),
            IArgumentOperation { Parent: IInvocationOperation { Instance: ILocalReferenceOperation list, Parent: IExpressionStatementOperation } add } =>
                TaskFlow.IsAddition(add.TargetMethod) && IsLostInList(list.Local, call),
            _ => false,
        };
    }

    /// <summary>A list made here, which is only ever added to.</summary>
    private static bool IsLostInList(ILocalSymbol list, IOperation call)
    {
        var all = call.Outermost().Descendants().ToList();
        var made = all.OfType<IVariableDeclaratorOperation>().FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, list))?.Initializer?.Value.Unconverted();
        return made is IObjectCreationOperation or ICollectionExpressionOperation && !ReferencesTo(list, all).Any(TaskFlow.IsRead);
    }

    private static IEnumerable<ILocalReferenceOperation> ReferencesTo(ILocalSymbol local, IEnumerable<IOperation> all) =>
        all.OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local));

    private static bool IsLostIn(ILocalSymbol local, IOperation assigning, IInvocationOperation call, Visit visit)
    {
        if (local.RefKind != RefKind.None)
            return false;
        var function = TaskFlow.FunctionOf(call);
        var references = ReferencesTo(local, call.Outermost().Descendants()).ToList();
        if (!references.Any(TaskFlow.IsRead))
            return true;
        return TaskTypes.IsTask(local.Type)
            && IsUnconditional(local, assigning)
            && references.All(r => TaskFlow.FunctionOf(r) == function)
            && TaskPaths.MissARead(local, call, function, visit);
    }

    /// <summary>Stands in the block that declares the variable. A variable that is assigned under a condition may be read under the same.</summary>
    private static bool IsUnconditional(ILocalSymbol local, IOperation assigning)
    {
        var block = assigning.Ancestors().OfType<IBlockOperation>().FirstOrDefault();
        return block?.Locals.Contains(local, SymbolEqualityComparer.Default) == true && (assigning is IVariableDeclaratorOperation || assigning.Parent == block);
    }
}
