using DurableSdk.Analyzers.Apis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>The look at one body: what a check may ask, and where it reports.</summary>
internal sealed class Visit(Body body, Facts facts, ReachState state, CancellationToken cancel)
{
    private readonly List<Diagnostic> _findings = [];

    public Body Body { get; } = body;

    public Facts Facts { get; } = facts;

    /// <summary>What the bodies of the whole search share.</summary>
    public ReachState State { get; } = state;

    public CancellationToken Cancel { get; } = cancel;

    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>Whether the table of APIs speaks of a member where it is used.</summary>
    public bool IsKnownApi(IOperation use) =>
        use is IMemberReferenceOperation { Member: var member } && Facts.ApiOf(member, Receivers.Of(use)?.Type) is { Rule: not ApiEntry.Safe };

    /// <summary>Reports at the place where it happens. The chain that leads here becomes the message's last argument.</summary>
    public void Report(DiagnosticDescriptor rule, SyntaxNode at, params object[] arguments) => Report(rule, at.GetLocation(), arguments);

    /// <summary>Reports at a keyword, where the node is too long to underline.</summary>
    public void Report(DiagnosticDescriptor rule, SyntaxToken at, params object[] arguments) => Report(rule, at.GetLocation(), arguments);

    private void Report(DiagnosticDescriptor rule, Location at, object[] arguments) =>
        _findings.Add(Diagnostic.Create(rule, at, [.. arguments, Body.ChainText]));
}
