using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// Whether a way leads from where a task is put into a variable to the end of the code, or to where it is overwritten, without coming by a
/// read of it. Ways that end by an exception don't count: there the task goes under with everything else.
/// </summary>
internal static class TaskPaths
{
    public static bool MissARead(ILocalSymbol local, IOperation call, IOperation? function, Visit visit) =>
        GraphOf(call, function, visit) is { } graph && new Walk(graph, local).MissesARead(call.Syntax);

    private static ControlFlowGraph? GraphOf(IOperation call, IOperation? function, Visit visit)
    {
        var graph = visit.FlowOf(call.Outermost());
        return function is null || graph is null ? graph : Nested(graph, function);
    }

    private static ControlFlowGraph? Nested(ControlFlowGraph graph, IOperation function)
    {
        var ofLocals = graph.LocalFunctions.Select(f => (Symbol: f, Graph: graph.GetLocalFunctionControlFlowGraph(f)));
        var ofLambdas = graph.Blocks.SelectMany(OperationsOf).SelectMany(o => o.DescendantsAndSelf()).OfType<IFlowAnonymousFunctionOperation>()
            .Select(f => (f.Symbol, Graph: graph.GetAnonymousFunctionControlFlowGraph(f)));
        return ofLocals.Concat(ofLambdas)
            .Select(i => SymbolEqualityComparer.Default.Equals(i.Symbol, SymbolOf(function)) ? i.Graph : Nested(i.Graph, function))
            .FirstOrDefault(g => g is not null);
    }

    private static IMethodSymbol? SymbolOf(IOperation function) => (function as ILocalFunctionOperation)?.Symbol ?? (function as IAnonymousFunctionOperation)?.Symbol;

    private static IEnumerable<IOperation> OperationsOf(BasicBlock block) =>
        block.BranchValue is { } value ? block.Operations.Concat([value]) : block.Operations;

    private sealed class Walk(ControlFlowGraph graph, ILocalSymbol local)
    {
        private readonly HashSet<BasicBlock> _seen = [];

        public bool MissesARead(SyntaxNode call)
        {
            foreach (var block in graph.Blocks)
            {
                for (var i = 0; i < block.Operations.Length; i++)
                {
                    if (AssignmentIn(block.Operations[i]) is { } assignment && assignment.Syntax.Span.Contains(call.Span))
                        return Misses(block, i + 1);
                }
            }

            return false;
        }

        private bool Misses(BasicBlock block, int from)
        {
            foreach (var operation in OperationsOf(block).Skip(from))
            {
                if (Reads(operation))
                    return false;
                if (AssignmentIn(operation) is not null)
                    return true;
            }

            var jumps = Jumps(block);
            return block.Kind == BasicBlockKind.Exit
                || (jumps != true && Follow(block.FallThroughSuccessor))
                || (jumps != false && Follow(block.ConditionalSuccessor));
        }

        /// <summary>Whether the conditional way is taken, where a constant decides; the graph keeps the way that leads out of <c>while (true)</c>.</summary>
        private static bool? Jumps(BasicBlock block) =>
            block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue.ConstantValue: { HasValue: true, Value: bool value } }
                ? value == (block.ConditionKind == ControlFlowConditionKind.WhenTrue)
                : null;

        private bool Follow(ControlFlowBranch? branch) => branch is { Destination: { } destination }
            && !branch.FinallyRegions.Any(IsReadIn)
            && _seen.Add(destination)
            && Misses(destination, 0);

        private bool IsReadIn(ControlFlowRegion region) =>
            graph.Blocks.Skip(region.FirstBlockOrdinal).Take(region.LastBlockOrdinal - region.FirstBlockOrdinal + 1).SelectMany(OperationsOf).Any(Reads);

        private bool Reads(IOperation operation) => operation.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(r => IsOf(r) && TaskFlow.IsRead(r));

        private ISimpleAssignmentOperation? AssignmentIn(IOperation operation) =>
            operation.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>().FirstOrDefault(a => a.Target is ILocalReferenceOperation target && IsOf(target));

        private bool IsOf(ILocalReferenceOperation reference) => SymbolEqualityComparer.Default.Equals(reference.Local, local);
    }
}
