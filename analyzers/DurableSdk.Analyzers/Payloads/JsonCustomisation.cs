using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>
/// What the project tells System.Text.Json beyond attributes: converters of its own or given to options, resolvers that change the
/// contract. Looked for only when there is something to report, once.
/// </summary>
internal sealed class JsonCustomisation(Compilation compilation)
{
    private readonly object _lock = new();
    private readonly HashSet<ITypeSymbol> _converted = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> _made = new(SymbolEqualityComparer.Default);
    private bool _isRead;
    private bool _coversAll;
    private bool _keepsReferences;

    /// <summary>Whether something other than the default contract may speak for the type.</summary>
    public bool Covers(ITypeSymbol type, bool isCycle, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (!_isRead)
                Read(cancel);
            _isRead = true;
            return _coversAll || (isCycle && _keepsReferences) || _converted.Contains(type) || (_made.Count > 0 && IsMade(type));
        }
    }

    private void Read(CancellationToken cancel)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var node in tree.GetRoot(cancel).DescendantNodes())
            {
                cancel.ThrowIfCancellationRequested();
                if (node is ClassDeclarationSyntax { BaseList: not null } declared)
                    Add((model ??= compilation.GetSemanticModel(tree)).GetDeclaredSymbol(declared, cancel) as INamedTypeSymbol, cancel);
                else if (node is IdentifierNameSyntax name)
                    Read(name, ref model, tree, cancel);
            }
        }
    }

    private void Read(IdentifierNameSyntax name, ref SemanticModel? model, SyntaxTree tree, CancellationToken cancel)
    {
        switch (name.Identifier.Text)
        {
            case "DefaultJsonTypeInfoResolver" or "WithAddedModifier":
                _coversAll = true;
                break;
            case "ReferenceHandler":
                _keepsReferences = true;
                break;
            case "Converters" when name.FirstAncestorOrSelf<StatementSyntax>() is { } statement:
                model ??= compilation.GetSemanticModel(tree);
                foreach (var creation in statement.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
                    Add(model.GetTypeInfo(creation, cancel).Type as INamedTypeSymbol, cancel);
                break;
        }
    }

    /// <summary>Whether a factory makes a converter for it, for a base of it or for what it implements.</summary>
    private bool IsMade(ITypeSymbol type) => _made.Contains(type.OriginalDefinition)
        || type.AllInterfaces.Any(i => _made.Contains(i.OriginalDefinition))
        || (type is INamedTypeSymbol named && JsonNames.BasesAndSelf(named).Any(b => _made.Contains(b.OriginalDefinition)));

    private void Add(INamedTypeSymbol? type, CancellationToken cancel)
    {
        foreach (var current in type is null ? [] : JsonNames.BasesAndSelf(type))
        {
            var name = JsonNames.Full(current);
            if (name == "System.Text.Json.Serialization.JsonConverter" && current.IsGenericType)
                _converted.Add(current.TypeArguments[0]);
            if (name is "System.Text.Json.Serialization.JsonStringEnumConverter" or "System.Text.Json.Serialization.JsonSerializerContext")
                return;
            if (name != "System.Text.Json.Serialization.JsonConverterFactory")
                continue;
            if (JsonFactory.TypesOf(type!, compilation, cancel) is { } made)
                _made.UnionWith(made);
            else
                _coversAll = true;
        }

        _coversAll |= type is not null && type.AllInterfaces.Any(i => JsonNames.Full(i) == "System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver");
    }
}
