using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Graphs;

/// <summary>The graph of one workflow while it is made: its states, its edges, and the functions that it goes through, each walked once for all its callers.</summary>
internal sealed class GraphBuilder(IMethodSymbol workflow, SemanticModel home, CancellationToken cancel, bool isUnpatched = false)
{
    private readonly Dictionary<ISymbol, FunctionWalk> _functions = new(SymbolEqualityComparer.Default);
    private readonly List<FunctionWalk> _order = [];
    private readonly HashSet<ISymbol> _plain = new(SymbolEqualityComparer.Default);
    private readonly Lazy<HashSet<string>> _ofClass = new(() => NamesOf(workflow.ContainingType));
    private readonly Dictionary<SyntaxNode, GraphSite> _sites = [];
    private readonly HashSet<ISymbol> _numbered = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, int> _states = new(StringComparer.Ordinal);
    private readonly List<GraphSite> _list = [];

    /// <summary>Whether the graph is that of a run which takes no change: <c>Durable.Patched</c> says no.</summary>
    public bool IsUnpatched => isUnpatched;

    public IReadOnlyList<GraphSite> States => _list;

    /// <summary>The call of a state.</summary>
    public SyntaxNode CallOf(GraphSite site) => _sites.First(s => s.Value == site).Key;

    public HashSet<(int From, int To, EdgeKind Kind)> Edges { get; } = [];

    /// <returns>What the workflow does as a whole; null where it has no code.</returns>
    public FunctionSummary? Build()
    {
        if (FunctionOf(workflow) is not { } root)
            return null;
        // A function that calls itself, or one that is called before it was walked to its end, may have more to say.
        for (var size = -1; size != Size(); cancel.ThrowIfCancellationRequested())
        {
            size = Size();
            for (var i = 0; i < _order.Count; i++)
                _order[i].Walk();
        }

        return root.Summary;
    }

    private int Size() => Edges.Count + _list.Count + _order.Sum(f => f.Summary.Size);

    public GraphSite? SiteOf(SyntaxNode call) => _sites.TryGetValue(call, out var site) ? site : null;

    public int StateOf(GraphSite site)
    {
        if (_states.TryGetValue(site.Id, out var state))
            return state;
        _list.Add(site);
        return _states[site.Id] = _list.Count - 1;
    }

    /// <summary>A method with code in the workflow's class, or in a class that this derives from; null for any other, and for one that surely passes no state.</summary>
    public FunctionWalk? FunctionOf(IMethodSymbol called)
    {
        var method = called.OriginalDefinition.PartialImplementationPart ?? called.OriginalDefinition;
        if (_functions.TryGetValue(method, out var known))
            return known;
        if (_plain.Contains(method) || !IsOfClass(method) || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) is not MethodDeclarationSyntax syntax)
            return null;
        if (!MayBeDurable(syntax))
        {
            _plain.Add(method);
            return null;
        }

        var model = syntax.SyntaxTree == home.SyntaxTree ? home : Parsing.SharedModels.Of(syntax.SyntaxTree, home.Compilation);
        if (model.GetOperation(syntax, cancel) is not IMethodBodyOperation body)
            return null;
        NumberSites(method, syntax, model);
        return Add(method, ControlFlowGraph.Create(body, cancel));
    }

    /// <summary>Null where it isn't in scope: half typed code may call a local function of another one.</summary>
    public FunctionWalk? LocalFunction(IMethodSymbol called, ControlFlowGraph scope)
    {
        var function = called.OriginalDefinition;
        if (_functions.TryGetValue(function, out var known))
            return known;
        ControlFlowGraph? home = scope;
        while (home is not null && !home.LocalFunctions.Contains(function, SymbolEqualityComparer.Default))
            home = home.Parent;
        return home is null ? null : Add(function, home.GetLocalFunctionControlFlowGraph(function, cancel));
    }

    public FunctionWalk Lambda(IFlowAnonymousFunctionOperation lambda, ControlFlowGraph scope) =>
        _functions.TryGetValue(lambda.Symbol, out var known) ? known : Add(lambda.Symbol, scope.GetAnonymousFunctionControlFlowGraphInScope(lambda, cancel));

    private FunctionWalk Add(IMethodSymbol method, ControlFlowGraph code)
    {
        var function = new FunctionWalk(this, code, method.IsAsync);
        _functions.Add(method, function);
        _order.Add(function);
        function.Walk();
        return function;
    }

    /// <summary>By the names that it calls: to bind a helper that only computes, and to work out its flow, would cost more than all the rest.</summary>
    private bool MayBeDurable(SyntaxNode code) => code.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Any(call => CallParser.NameOf(call) is { } name && (_ofClass.Value.Contains(name) || CallParser.IsName(name, home.Compilation)));

    private static HashSet<string> NamesOf(INamedTypeSymbol? type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (; type is not null; type = type.BaseType)
            names.UnionWith(type.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).Select(m => m.Name));
        return names;
    }

    private bool IsOfClass(IMethodSymbol method)
    {
        for (var type = workflow.ContainingType; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType.OriginalDefinition))
                return method.MethodKind == MethodKind.Ordinary && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, workflow.ContainingAssembly);
        }

        return false;
    }

    private void NumberSites(IMethodSymbol method, SyntaxNode syntax, SemanticModel model)
    {
        if (!_numbered.Add(method))
            return;
        var numbers = new SiteNumbers();
        var calls = syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(i => (Syntax: i, Call: CallParser.Parse(i, model, cancel)))
            .Where(c => c.Call is not null)
            .OrderBy(c => c.Call!.Position);
        foreach (var (node, call) in calls)
        {
            if (numbers.Next(call!) is { } id && GraphSite.Of(id, call!.Operation) is { } site)
                _sites[node] = site;
        }
    }
}
