using System.Collections.Concurrent;
using System.Collections.Immutable;
using DurableSdk.Analyzers.Checks.Awaits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>
/// Statics that never change while a process runs, but that each process makes anew: the time of its start, an id, a setting. Only plain
/// values are meant; of an object, the table of APIs speaks where it is used.
/// </summary>
internal sealed class ProcessValues(Facts facts)
{
    /// <summary>How many statics are followed that are made of each other.</summary>
    private const int WayMax = 8;

    private static readonly HashSet<string> RulesOfSources = ["DUR1001", "DUR1002", "DUR1008", "DUR1009", "DUR1033"];

    private readonly ConcurrentDictionary<ISymbol, bool> _found = new(SymbolEqualityComparer.Default);

    public bool Contains(ISymbol member, Visit visit) => IsMeant(member) && Contains(member, [], visit);

    /// <summary>Whether it is made of a source, of what helpers bring from one, or of another such static. Two may lead to each other.</summary>
    private bool Contains(ISymbol member, ImmutableArray<ISymbol> way, Visit visit)
    {
        var definition = member.OriginalDefinition;
        if (way.Length >= WayMax || way.Contains(definition, SymbolEqualityComparer.Default))
            return false;
        return _found.GetOrAdd(definition, m => DurableWork.IsReachedFrom(
            ValuesOf(m, visit.Cancel).SelectMany(v => v.DescendantsAndSelf()),
            o => IsSource(o) || (o is IMemberReferenceOperation { Instance: null, Member: var other } && IsMeant(other) && Contains(other, way.Add(m), visit)),
            visit));
    }

    private bool IsMeant(ISymbol member) => facts.IsInSource(member) && Statics.IsConstant(member, facts) && IsPlain(TypeOf(member)) && !facts.IsSafe(member);

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

    private bool IsSource(IOperation operation) => SourceIn(operation) is { } source
        && !facts.IsSafe(source) && facts.ApiOf(source, Receivers.Of(operation)?.Type) is { Rule: var rule } && RulesOfSources.Contains(rule);

    /// <summary>What gives nothing, such as the writing of a log, is no source.</summary>
    private static ISymbol? SourceIn(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { ReturnsVoid: false } method } => method,
        IMemberReferenceOperation { Member: not IFieldSymbol { IsConst: true } } reference => reference.Member,
        _ => null,
    };

    private static bool IsPlain(ITypeSymbol? type) =>
        type is { IsValueType: true } or { SpecialType: SpecialType.System_String } or IArrayTypeSymbol or { IsRecord: true } or { Name: "Uri", ContainingNamespace.Name: "System" };

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
}
