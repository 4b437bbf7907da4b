using System.Collections.Immutable;
using DurableSdk.Generators.Graphs;
using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Contracts;

/// <summary>Compares what a workflow asks for now with what the contract says of it.</summary>
internal sealed class ContractCheck
{
    /// <summary>For the code fix: where the file is, which section, and what it is to be.</summary>
    public const string PathProperty = "path";
    public const string KeyProperty = "key";
    public const string TextProperty = "text";

    private readonly IMethodSymbol _method;
    private readonly GraphBuilder _graph;
    private readonly GraphBuilder _unpatched;
    private readonly WorkflowContract? _recorded;
    private readonly ImmutableDictionary<string, string?> _properties;
    private readonly List<Diagnostic> _found = [];

    public ContractCheck(IMethodSymbol method, WorkflowModel workflow, ContractFile file, Compilation compilation, CancellationToken cancel)
    {
        _method = method;
        var model = compilation.GetSemanticModel(method.DeclaringSyntaxReferences[0].SyntaxTree);
        _graph = new GraphBuilder(method, model, cancel);
        _graph.Build();
        // What a run takes that began before the changes: there the order of before must hold.
        _unpatched = new GraphBuilder(method, model, cancel, isUnpatched: true);
        _unpatched.Build();
        Now = new WorkflowContract(workflow.Name, workflow.Version, GraphSite.SignatureOf(workflow.Method), [.. _graph.States.Select(s => new ContractOperation(KindOf(s.Kind), s.Id, s.Signature))]);
        _recorded = file.Find(Now.Key);
        _properties = ImmutableDictionary<string, string?>.Empty.Add(PathProperty, file.Path).Add(KeyProperty, Now.Key).Add(TextProperty, Now.Text);
    }

    public WorkflowContract Now { get; }

    public IReadOnlyList<Diagnostic> Compare()
    {
        if (_recorded is null)
            Report(ContractRules.OutOfDate, null, "doesn't have");
        else
            Compare(_recorded);
        return _found;
    }

    private void Compare(WorkflowContract recorded)
    {
        if (recorded.Signature != Now.Signature)
            Report(ContractRules.TypesChanged, null, _method.Name, recorded.Signature, Now.Signature);
        foreach (var operation in recorded.Operations)
            CompareOperation(operation);
        FindMoved(recorded);
        FindInserted(recorded);
        if (_found.Count == 0 && recorded.Text != Now.Text)
            Report(ContractRules.OutOfDate, null, "has something else of");
    }

    private void CompareOperation(ContractOperation recorded)
    {
        if (Now.Operations.FirstOrDefault(o => o.Id == recorded.Id) is not { } now)
            Report(ContractRules.Gone, null, recorded.Id);
        else if (now != recorded)
            Report(ContractRules.TypesChanged, recorded.Id, recorded.Id, recorded.Text, now.Text);
    }

    private void FindMoved(WorkflowContract recorded)
    {
        var places = recorded.Operations.Select((o, i) => (o.Id, i)).GroupBy(o => o.Id).ToDictionary(g => g.Key, g => g.First().i, StringComparer.Ordinal);
        var last = -1;
        var lastId = "";
        foreach (var id in Now.Operations.Select(o => o.Id).Where(places.ContainsKey))
        {
            // Of two ways that no run takes both, the order means nothing.
            if (places[id] < last && FirstAfter(_graph, lastId, new HashSet<string>(StringComparer.Ordinal) { id }) is not null)
                Report(ContractRules.Moved, id, id, lastId);
            else if (places[id] > last)
                (last, lastId) = (places[id], id);
        }
    }

    /// <summary>What is new is harmless behind a change that old runs don't take, and where nothing recorded can follow it.</summary>
    private void FindInserted(WorkflowContract recorded)
    {
        var known = new HashSet<string>(recorded.Operations.Select(o => o.Id), StringComparer.Ordinal);
        foreach (var id in _unpatched.States.Select(s => s.Id).Where(id => !known.Contains(id)).ToList())
        {
            if (FirstAfter(_unpatched, id, known) is { } next)
                Report(ContractRules.Inserted, id, id, next);
        }
    }

    /// <summary>The nearest of some operations that may follow an operation; null where none does.</summary>
    private static string? FirstAfter(GraphBuilder graph, string id, HashSet<string> ids)
    {
        var start = Enumerable.Range(0, graph.States.Count).First(i => graph.States[i].Id == id);
        var seen = new HashSet<int> { start };
        var waiting = new Queue<int>(seen);
        while (waiting.Count > 0)
        {
            var from = waiting.Dequeue();
            foreach (var (_, to, _) in graph.Edges.Where(e => e.From == from).OrderBy(e => e.To))
            {
                if (ids.Contains(graph.States[to].Id))
                    return graph.States[to].Id;
                if (seen.Add(to))
                    waiting.Enqueue(to);
            }
        }

        return null;
    }

    private void Report(DiagnosticDescriptor rule, string? operation, params object[] arguments)
    {
        var site = operation is null ? null : _graph.States.FirstOrDefault(s => s.Id == operation);
        var location = site is null ? _method.Locations[0] : _graph.CallOf(site).GetLocation();
        _found.Add(Diagnostic.Create(rule, location, _properties, [Now.Name, .. arguments]));
    }

    private static string KindOf(char letter) => letter switch
    {
        's' => "step",
        'c' => "child",
        't' => "timer",
        'l' => "limit",
        _ => "operation",
    };
}
