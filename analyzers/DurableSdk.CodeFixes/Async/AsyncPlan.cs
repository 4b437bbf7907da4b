using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace DurableSdk.CodeFixes.Async;

/// <summary>The functions that become async together: one, and all that then have to await it.</summary>
internal sealed class AsyncPlan(Solution solution, CancellationToken cancel)
{
    private readonly Dictionary<(DocumentId Document, SyntaxNode Function), TaskKind> _functions = [];
    private readonly HashSet<(DocumentId Document, SyntaxNode Call)> _calls = [];

    /// <summary>The functions, with what they return today.</summary>
    public IReadOnlyDictionary<(DocumentId Document, SyntaxNode Function), TaskKind> Functions => _functions;

    /// <summary>The calls that become awaited.</summary>
    public IEnumerable<(DocumentId Document, SyntaxNode Call)> Calls => _calls;

    /// <summary>Plans a function and its callers.</summary>
    /// <returns>False if one of them can't be async.</returns>
    public async Task<bool> AddAsync(Document document, SyntaxNode function)
    {
        if (Async.Functions.IsAsync(function) || _functions.ContainsKey((document.Id, function)))
            return true;
        if (await document.GetSemanticModelAsync(cancel).ConfigureAwait(false) is not { } model || Symbol(model, function) is not { } symbol || IsIterator(function))
            return false;
        var kind = TaskKinds.Of(symbol.ReturnType);
        _functions.Add((document.Id, function), kind);
        if (symbol.ReturnsByRef || symbol.ReturnsByRefReadonly || symbol.Parameters.Any(p => p.RefKind != RefKind.None))
            return false;
        return kind != TaskKind.None || (CanChangeResult(symbol) && await AddCallersAsync(symbol).ConfigureAwait(false));
    }

    /// <summary>Plans to await all calls of a method whose result becomes a task.</summary>
    public async Task<bool> AddCallersAsync(IMethodSymbol method)
    {
        foreach (var found in await SymbolFinder.FindReferencesAsync(method, solution, cancel).ConfigureAwait(false))
        {
            foreach (var location in found.Locations.Where(l => !l.IsImplicit))
            {
                if (!await AddCallerAsync(location).ConfigureAwait(false))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether nothing but its calls depends on what it returns.</summary>
    public static bool CanChangeResult(IMethodSymbol method) =>
        method is { IsAbstract: false, IsVirtual: false, IsOverride: false, IsExtern: false, IsPartialDefinition: false, PartialDefinitionPart: null }
        && method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
        && !(method is { IsStatic: true, Name: "Main" })
        && (method.ContainingType is null || !Generators.Parsing.Interfaces.ImplementedBy(method, method.ContainingType).Any());

    private async Task<bool> AddCallerAsync(ReferenceLocation location)
    {
        if (await location.Document.GetSyntaxRootAsync(cancel).ConfigureAwait(false) is not { } root)
            return false;
        var name = root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
        if (name.Ancestors().Any(IsNameOf) || name.IsPartOfStructuredTrivia())
            return true;
        var called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        if (called.Parent is not InvocationExpressionSyntax call || call.Expression != called)
            return false;
        if (call.Parent is AwaitExpressionSyntax || !Async.Functions.CanAwaitAt(call) || Async.Functions.Around(call) is not { } function)
            return false;
        _calls.Add((location.Document.Id, call));
        return await AddAsync(location.Document, function).ConfigureAwait(false);
    }

    private IMethodSymbol? Symbol(SemanticModel model, SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda when model.GetTypeInfo(lambda, cancel).ConvertedType?.TypeKind == TypeKind.Delegate =>
            model.GetSymbolInfo(lambda, cancel).Symbol as IMethodSymbol is { } symbol && TaskKinds.Of(symbol.ReturnType) != TaskKind.None ? symbol : null,
        AnonymousFunctionExpressionSyntax => null,
        _ => model.GetDeclaredSymbol(function, cancel) as IMethodSymbol,
    };

    private static bool IsIterator(SyntaxNode function) => Async.Functions.OwnNodes(function).Any(n => n is YieldStatementSyntax);

    private static bool IsNameOf(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
