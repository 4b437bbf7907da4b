using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>
/// Statics that never change while a process runs, but that each process makes anew: the time of its start, an id, a setting. Only plain
/// values are meant; of an object, the table of APIs speaks where it is used.
/// </summary>
internal sealed class ProcessValues(Facts facts)
{
    private static readonly HashSet<string> RulesOfSources = ["DUR1001", "DUR1002", "DUR1008", "DUR1009"];

    private readonly ConcurrentDictionary<ISymbol, bool> _found = new(SymbolEqualityComparer.Default);

    public bool Contains(ISymbol member, CancellationToken cancel) =>
        facts.IsInSource(member) && Statics.IsConstant(member, facts) && IsPlain(TypeOf(member)) && !facts.IsSafe(member)
        && _found.GetOrAdd(member.OriginalDefinition, m => ValuesOf(m, cancel).Any(IsOfProcess));

    private IEnumerable<IOperation> ValuesOf(ISymbol member, CancellationToken cancel)
    {
        foreach (var initializer in MemberSyntax.CodeOf(member, cancel))
        {
            if (OperationOf(initializer, cancel) is { } value)
                yield return value;
        }

        var assignments = member.ContainingType.StaticConstructors.SelectMany(c => MemberSyntax.CodeOf(c, cancel))
            .SelectMany(n => OperationOf(n, cancel)?.Descendants() ?? []).OfType<ISimpleAssignmentOperation>();
        foreach (var assignment in assignments)
        {
            if (assignment.Target is IMemberReferenceOperation { Member: var target } && SymbolEqualityComparer.Default.Equals(target, member))
                yield return assignment.Value;
        }
    }

    private IOperation? OperationOf(SyntaxNode node, CancellationToken cancel) => facts.Compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node, cancel);

    private bool IsOfProcess(IOperation value) => value.DescendantsAndSelf().Any(o => SourceIn(o) is { } source
        && !facts.IsSafe(source) && facts.ApiOf(source, Receivers.Of(o)?.Type) is { Rule: var rule } && RulesOfSources.Contains(rule));

    private static ISymbol? SourceIn(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IMemberReferenceOperation { Member: not IFieldSymbol { IsConst: true } } reference => reference.Member,
        _ => null,
    };

    private static bool IsPlain(ITypeSymbol? type) =>
        type is { IsValueType: true } or { SpecialType: SpecialType.System_String } or IArrayTypeSymbol or { IsRecord: true } or { Name: "Uri", ContainingNamespace.Name: "System" };

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
}
