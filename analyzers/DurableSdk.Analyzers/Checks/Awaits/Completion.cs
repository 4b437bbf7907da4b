using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// Whether a task has ended where its result is asked for: it was made complete, or what holds it was awaited before in the same member.
/// It may err, but then on the side of silence.
/// </summary>
internal static class Completion
{
    public static bool IsLikely(IOperation task)
    {
        var matched = Matched(task);
        var use = matched == task ? task : task.Parent!;
        var holders = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (Holders.Collect(matched, holders))
            return true;
        if (holders.Count == 0)
            return false;
        var all = task.Outermost().DescendantsAndSelf().ToList();
        var awaited = new HashSet<ISymbol>(all.Where(o => IsBefore(o, use)).SelectMany(AwaitedBy), SymbolEqualityComparer.Default);
        AddContents(awaited, all);
        return holders.Overlaps(awaited);
    }

    /// <summary>Stands before it, or comes before it in another round of the same loop.</summary>
    private static bool IsBefore(IOperation one, IOperation other) => one.Syntax.SpanStart < other.Syntax.SpanStart
        || other.Ancestors().OfType<ILoopOperation>().Any(loop => loop.Syntax.Span.Contains(one.Syntax.Span));

    /// <summary>What an await, or a look whether a task has ended, is about.</summary>
    private static IEnumerable<ISymbol> AwaitedBy(IOperation operation) => operation switch
    {
        IAwaitOperation awaited => SymbolsIn(awaited.Operation),
        IForEachLoopOperation { IsAsynchronous: true } loop => SymbolsIn(loop.Collection),
        IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status", Instance: { } task }
            when TaskTypes.IsTask(task.Type) => SymbolsIn(Matched(task)),
        _ => [],
    };

    /// <summary>What a pattern looks at, as in <c>task is { IsCompleted: true }</c>; else the expression itself.</summary>
    private static IOperation Matched(IOperation task)
    {
        if (task is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput })
            return task;
        var pattern = task.Ancestors().SkipWhile(o => o is not IRecursivePatternOperation).Skip(1);
        return pattern.Select(o => o switch
        {
            IPropertySubpatternOperation { Member: var member } => member,
            IIsPatternOperation test => test.Value,
            ISwitchExpressionOperation choice => choice.Value,
            ISwitchOperation choice => choice.Value,
            _ => null,
        }).FirstOrDefault(o => o is not null) ?? task;
    }

    /// <summary>What was put into that which was awaited: <c>all = Task.WhenAll(a, b)</c>, <c>tasks.Add(a)</c>.</summary>
    private static void AddContents(HashSet<ISymbol> awaited, List<IOperation> all)
    {
        var pairs = all.Select(Put).Where(p => p.Container is not null && p.Content is not null).ToList();
        int count;
        do
        {
            count = awaited.Count;
            foreach (var (container, content) in pairs)
            {
                if (SymbolsIn(container!).Any(awaited.Contains))
                    awaited.UnionWith(SymbolsIn(content!));
            }
        }
        while (awaited.Count > count);

        foreach (var declarator in all.OfType<IVariableDeclaratorOperation>().Where(d => awaited.Contains(d.Symbol) && d.Initializer is not null).Reverse())
            awaited.UnionWith(SymbolsIn(declarator.Initializer!.Value));
    }

    private static (IOperation? Container, IOperation? Content) Put(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation assignment => (assignment.Target, assignment.Value),
        IInvocationOperation { Instance: { } container, TargetMethod.Name: "Add" or "AddRange" or "TryAdd" or "Enqueue" or "Push" or "Insert", Arguments: { Length: > 0 } arguments } =>
            (container, arguments[arguments.Length - 1].Value),
        _ => (null, null),
    };

    private static IEnumerable<ISymbol> SymbolsIn(IOperation operation) => operation.DescendantsAndSelf().Select(Holders.Of).OfType<ISymbol>();
}
