using System.Collections.Concurrent;
using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Payloads;
using DurableSdk.Generators;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>What is known of the symbols of one compilation, found once each.</summary>
internal sealed class Facts(Compilation compilation, ApiTable apis)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _steps = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _workflows = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _children = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _safe = new(SymbolEqualityComparer.Default);
    private Hierarchy? _hierarchy;

    public Compilation Compilation { get; } = compilation;

    public ApiTable Apis { get; } = apis;

    public PayloadTypes Payloads { get; } = new(compilation, apis);

    /// <summary>
    /// What is known of a member. On what it is used counts for what the project bans, and for what another assembly declares. An override
    /// of this compilation has code of its own to look at.
    /// </summary>
    public ApiEntry? ApiOf(ISymbol member, ITypeSymbol? receiver)
    {
        var whole = member is IMethodSymbol { ReducedFrom: { } unreduced } ? unreduced : member;
        if (!IsInSource(whole))
            return Apis.Find(whole, receiver);
        return Apis.Banned?.Find(whole, receiver) ?? (whole is { IsOverride: true, IsAbstract: false } ? null : Apis.Find(whole, null));
    }

    public bool IsInSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Compilation.Assembly);

    /// <summary>Whether a call of it is a durable step.</summary>
    public bool IsStep(IMethodSymbol method) =>
        CallParser.IsName(method.Name, Compilation) && _steps.GetOrAdd(StepParser.DefinitionOf(method), static m => StepParser.FindAttribute(m) is not null);

    /// <summary>Whether it is a workflow's method, or an override of one.</summary>
    public bool IsWorkflow(IMethodSymbol method) => _workflows.GetOrAdd(StepParser.DefinitionOf(method), static m =>
    {
        for (var current = m; current is not null; current = current.OverriddenMethod)
        {
            if (MemberNames.IsWorkflow(current))
                return true;
        }

        return false;
    });

    /// <summary>Whether a call of it leads to a workflow, which then is a child.</summary>
    public bool LeadsToWorkflow(IMethodSymbol method) =>
        CallParser.IsName(method.Name, Compilation) && _children.GetOrAdd(StepParser.DefinitionOf(method), m => ChildParser.LeadsToWorkflow(m, Compilation));

    /// <summary>Whether it belongs to <c>Durable</c>, what an author may say in a workflow.</summary>
    public static bool IsDurable(ISymbol symbol) =>
        symbol.ContainingType is { Name: "Durable", ContainingType: null } type && type.ToDisplayString() == WellKnownNames.Durable;

    /// <summary>A member of what <c>Durable.Saga()</c> gives.</summary>
    public static bool IsSaga(ISymbol symbol) => symbol.ContainingType is { Name: "DurableSaga", ContainingType: null } type && type.ToDisplayString() == WellKnownNames.Saga;

    /// <summary>Whether <c>[WorkflowSafe]</c> on it, on its property or on a type around it ends the search.</summary>
    public bool IsSafe(ISymbol symbol) => _safe.GetOrAdd(symbol.OriginalDefinition, static s =>
    {
        for (var current = s; current is not (null or INamespaceSymbol); current = (current as IMethodSymbol)?.AssociatedSymbol ?? current.ContainingSymbol)
        {
            if (current.GetAttributes().Any(a => a.AttributeClass is { Name: "WorkflowSafeAttribute" } type && type.ToDisplayString() == WellKnownNames.WorkflowSafeAttribute))
                return true;
        }

        return false;
    });

    public Hierarchy Hierarchy(CancellationToken cancel)
    {
        if (_hierarchy is { } found)
            return found;
        lock (_steps)
            return _hierarchy ??= new Hierarchy(Compilation, cancel);
    }
}
