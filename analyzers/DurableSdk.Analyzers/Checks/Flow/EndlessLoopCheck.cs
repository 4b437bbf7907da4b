using DurableSdk.Analyzers.Checks.Awaits;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Flow;

/// <summary>
/// Loops without an end and without an exit, whose rounds add to the log (DUR1026). An iterator's loop ends with whoever reads it.
/// </summary>
internal sealed class EndlessLoopCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Loop, OperationKind.Labeled];

    public override void Operation(IOperation operation, Visit visit)
    {
        switch (operation)
        {
            case ILoopOperation loop when IsEndless(loop):
                Loop([loop], KeywordOf(loop.Syntax), visit);
                break;
            case ILabeledOperation { Parent: IBlockOperation block } label:
                Jump(label, block, visit);
                break;
        }
    }

    private static bool IsEndless(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition.ConstantValue.Value: bool condition } @while => condition != @while.ConditionIsUntil,
        IForLoopOperation { Condition: null } => true,
        IForLoopOperation { Condition.ConstantValue.Value: true } => true,
        _ => false,
    };

    private static SyntaxToken KeywordOf(SyntaxNode loop) => loop switch
    {
        WhileStatementSyntax @while => @while.WhileKeyword,
        DoStatementSyntax @do => @do.DoKeyword,
        ForStatementSyntax @for => @for.ForKeyword,
        _ => loop.GetFirstToken(),
    };

    /// <summary>A loop by <c>goto</c>: the jump back stands beside the label, so nothing decides whether it is made.</summary>
    private static void Jump(ILabeledOperation label, IBlockOperation block, Visit visit)
    {
        var rest = block.Operations.SkipWhile(o => o != label).ToList();
        var end = rest.FindIndex(o => o is IBranchOperation { BranchKind: BranchKind.GoTo } jump && SymbolEqualityComparer.Default.Equals(jump.Target, label.Label));
        if (end >= 0)
            Loop(rest.Take(end + 1).ToList(), rest[end].Syntax.GetFirstToken(), visit);
    }

    private static void Loop(IReadOnlyList<IOperation> statements, SyntaxToken keyword, Visit visit)
    {
        if (statements.SelectMany(s => s.WithoutNested()).Any(o => IsExit(o, statements)))
            return;
        var all = statements.SelectMany(s => s.DescendantsAndSelf()).ToList();
        if (DurableWork.IsReachedFrom(all, o => DurableWork.IsOperation(o, visit), visit) && !DurableWork.IsReachedFrom(all, ContinueAsNewCheck.IsCall, visit))
            visit.Report(DeterminismRules.EndlessLoop, keyword);
    }

    /// <summary>What leads out of it; in code that is half typed, nobody knows.</summary>
    private static bool IsExit(IOperation operation, IReadOnlyList<IOperation> statements) => operation switch
    {
        IReturnOperation or IThrowOperation or IInvalidOperation => true,
        IBranchOperation { BranchKind: BranchKind.GoTo, Target: var label } => !IsInside(label.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(), statements),
        IBranchOperation { BranchKind: BranchKind.Break } branch => branch.GetCorrespondingOperation() is var left
            && (left is null || statements.Any(s => s == left && s is ILoopOperation) || !IsInside(left.Syntax, statements)),
        _ => false,
    };

    private static bool IsInside(SyntaxNode? node, IReadOnlyList<IOperation> statements) => node is not null && statements.Any(s => s.Syntax.Span.Contains(node.Span));
}
