using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>
/// The ids under which the compiler reports whoever mentions a type: <c>[Experimental("X1")]</c>, <c>[Obsolete(DiagnosticId = "X2")]</c>. The user
/// is told where he writes it, and allows it there; generated code mentions no type of its own accord, so it disables them.
/// </summary>
internal static class WarningIds
{
    public static EquatableArray<string> Of(IMethodSymbol method)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        Add(method, ids);
        Add(method.AssociatedSymbol, ids);
        AddType(method.ContainingType, ids);
        AddType(method.ReturnType, ids);
        foreach (var parameter in method.Parameters)
            AddType(parameter.Type, ids);
        foreach (var constraint in method.TypeParameters.Concat(MethodParser.TypeParametersOf(method.ContainingType)).SelectMany(p => p.ConstraintTypes))
            AddType(constraint, ids);
        foreach (var option in StepParser.FindAttribute(method)?.NamedArguments ?? [])
        {
            if (option is { Key: "NonRetryable", Value: { Kind: TypedConstantKind.Array, IsNull: false } listed })
                listed.Values.ToList().ForEach(v => AddType(v.Value as ITypeSymbol, ids));
        }

        return ids.ToEquatableArray();
    }

    public static EquatableArray<string> Of(INamedTypeSymbol type, IEnumerable<ISymbol> members)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        AddType(type, ids);
        foreach (var member in members)
        {
            Add(member, ids);
            if (member is IPropertySymbol property)
                AddType(property.Type, ids);
        }

        return ids.ToEquatableArray();
    }

    public static EquatableArray<string> Of(ITypeSymbol type)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        AddType(type, ids);
        return ids.ToEquatableArray();
    }

    public static EquatableArray<string> Merge(IEnumerable<EquatableArray<string>> ids) =>
        ids.SelectMany(i => i).Distinct().OrderBy(i => i, StringComparer.Ordinal).ToEquatableArray();

    private static void AddType(ITypeSymbol? type, SortedSet<string> ids)
    {
        if (type is IArrayTypeSymbol array)
            AddType(array.ElementType, ids);
        if (type is not INamedTypeSymbol named)
            return;
        Add(named.OriginalDefinition, ids);
        Add(named.ContainingModule, ids);
        Add(named.ContainingAssembly, ids);
        AddType(named.ContainingType, ids);
        foreach (var argument in named.TypeArguments)
            AddType(argument, ids);
    }

    private static void Add(ISymbol? symbol, SortedSet<string> ids)
    {
        foreach (var attribute in symbol?.GetAttributes() ?? [])
        {
            var id = attribute.AttributeClass?.Name switch
            {
                "ExperimentalAttribute" => attribute.ConstructorArguments.FirstOrDefault().Value as string,
                "ObsoleteAttribute" => attribute.NamedArguments.FirstOrDefault(a => a.Key == "DiagnosticId").Value.Value as string,
                _ => null,
            };
            if (id is not null && Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(id))
                ids.Add(id);
        }
    }
}
