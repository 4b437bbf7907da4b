using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>Goes from a type through all that is written of it, as System.Text.Json does.</summary>
internal sealed class PayloadWalk(Compilation compilation, LostValue lost, JsonCustomisation customisation, CancellationToken cancel)
{
    /// <summary>A generic type may lead to ever larger types of itself.</summary>
    private const int DepthMax = 16;

    /// <summary>And to two of them at each step, which the depth alone doesn't bound.</summary>
    private const int TypesMax = 1024;

    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<(INamedTypeSymbol Type, bool IsCertain)> _way = [];
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    /// <param name="type">The type of what stands at the path.</param>
    /// <param name="path">How it is reached, for the message.</param>
    /// <param name="isCertain">Whether every object on the way holds one.</param>
    public void Visit(ITypeSymbol type, string path, bool isCertain = false)
    {
        cancel.ThrowIfCancellationRequested();
        if (_way.Count >= DepthMax || _seen.Count >= TypesMax || type.TypeKind is TypeKind.Error or TypeKind.TypeParameter)
            return;
        if (JsonScalars.WhyNot(type) is { } why)
            Add(type, path, why);
        else if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic)
            Add(type, path, "is an object, which comes back as a JsonElement; use the type that it has");
        else if (type is IArrayTypeSymbol array)
            Visit(array.ElementType, path + "[]");
        else if (type is INamedTypeSymbol named && !JsonScalars.IsScalar(named))
            Visit(named, path, isCertain);
    }

    private void Visit(INamedTypeSymbol type, string path, bool isCertain)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            Visit(type.TypeArguments[0], path);
        else if (type.IsTupleType)
            VisitTuple(type, path);
        else if (JsonNames.Has(type, "JsonConverterAttribute") || !IsJudged(type))
            return;
        else if (JsonNames.Full(type) is "System.Memory" or "System.ReadOnlyMemory")
            Visit(type.TypeArguments[0], path + "[]");
        else if (JsonCollections.IsCollection(type))
            VisitCollection(type, path);
        else
            VisitObject(type, path, isCertain);
    }

    private void VisitTuple(INamedTypeSymbol type, string path)
    {
        foreach (var element in type.TupleElements)
            Visit(element.Type, $"{path}.{element.Name}");
    }

    private void VisitCollection(INamedTypeSymbol type, string path)
    {
        if (JsonCollections.WhyNot(type) is { } why)
        {
            Add(type, path, why);
            return;
        }

        if (!_seen.Add(type))
            return;
        foreach (var member in JsonMember.Of(type).Where(m => IsInSource(m.Symbol) && m.IsSet && !m.IsSpecial))
            Add(type, $"{path}.{member.Symbol.Name}", $"is lost, for {JsonNames.Short(type)} is a collection, of which only the items are written");
        if (JsonCollections.Entries(type) is { } entries)
            VisitEntries(type, entries.Key, entries.Value, path);
        else if (JsonCollections.Element(type) is { } element)
            Visit(element, path + "[]");
        else
            Add(type, path, $"is of type {JsonNames.Short(type)}, whose items come back as JsonElement; use a generic collection");
        _seen.Remove(type);
    }

    private void VisitEntries(INamedTypeSymbol type, ITypeSymbol key, ITypeSymbol value, string path)
    {
        if (key is INamedTypeSymbol or IArrayTypeSymbol or IDynamicTypeSymbol && !JsonScalars.IsKey(key) && (key is not INamedTypeSymbol named || IsPlainKey(named)))
            Add(key, path, $"is of type {JsonNames.Short(type)}, and System.Text.Json takes no key of type {JsonNames.Short(key)}; use a string, or a list of pairs");
        Visit(value, path + "[]");
    }

    private bool IsPlainKey(INamedTypeSymbol key) =>
        key.TypeKind != TypeKind.Error && !JsonNames.Has(key, "JsonConverterAttribute") && (IsJudged(key) || key.IsTupleType) && !JsonNames.Full(key).StartsWith("System.Text.Json.", StringComparison.Ordinal);

    private void VisitObject(INamedTypeSymbol type, string path, bool isCertain)
    {
        if (isCertain && IsCircle(type))
            Add(type, path, "leads back to itself by references that are never null, which System.Text.Json refuses as a cycle", isCycle: true);
        if (!_seen.Add(type))
            return;
        _way.Add((type, isCertain));
        var derived = JsonNames.Attributes(type, "JsonDerivedTypeAttribute").Select(a => a.ConstructorArguments.FirstOrDefault().Value).OfType<INamedTypeSymbol>().ToList();
        if (type.IsAbstract)
            VisitAbstract(type, path, derived.Count > 0);
        else if (JsonNames.IsOfPlatform(type))
            VisitForeign(type, path);
        else
            VisitMembers(type, path);
        foreach (var variant in derived.Where(d => !SymbolEqualityComparer.Default.Equals(d, type)))
            Visit(variant, JsonNames.Short(variant));
        _way.RemoveAt(_way.Count - 1);
    }

    private void VisitAbstract(INamedTypeSymbol type, string path, bool isDescribed)
    {
        if (!isDescribed && !JsonNames.Has(type, "JsonPolymorphicAttribute"))
            Add(type, path, $"is {(type.TypeKind == TypeKind.Interface ? "the interface" : "the abstract class")} {JsonNames.Short(type)}, and nothing says which type to make; name its types with [JsonDerivedType]");
    }

    /// <summary>Of a type of .NET only its constructors can be judged: what its properties do can't be seen.</summary>
    private void VisitForeign(INamedTypeSymbol type, string path)
    {
        if (JsonNames.Full(type) is "System.Tuple" or "System.Collections.Generic.KeyValuePair")
            VisitMembers(type, path);
        else if (!type.IsValueType && JsonConstructor.Of(type, out var why) is null)
            Add(type, path, why!);
    }

    private void VisitMembers(INamedTypeSymbol type, string path)
    {
        var members = JsonMember.Of(type).ToList();
        var constructor = JsonConstructor.Of(type, out var whyNone);
        if (constructor is null)
            Add(type, path, whyNone!);
        else if (JsonConstructor.WhyNotBound(constructor, members) is { } whyNotBound)
            Add(type, path, whyNotBound);
        foreach (var member in members.Where(m => !m.IsSpecial))
            VisitMember(type, member, constructor, $"{path}.{member.Symbol.Name}");
    }

    private void VisitMember(INamedTypeSymbol type, JsonMember member, IMethodSymbol? constructor, string path)
    {
        var isRead = member.IsSet || JsonNames.IsOfPlatform(type) || (constructor is not null && JsonConstructor.Sets(constructor, member));
        if (member.Symbol is IPropertySymbol { ReturnsByRef: true } or IPropertySymbol { ReturnsByRefReadonly: true })
            Add(type, path, "is returned by reference, which System.Text.Json refuses");
        else if (isRead)
            Visit(member.Type, path, IsNeverNull(member));
        else if (JsonScalars.WhyNot(member.Type) is { } why)
            Add(member.Type, path, why);
        else if (constructor is not null && !IsPopulated(type, member) && lost.Is(member, constructor, cancel))
            Add(type, path, "is lost, for it has neither a public setter nor a constructor parameter of its name and type; give it a public 'set' or 'init', or [JsonInclude] where its setter isn't public");
    }

    /// <summary>A member whose type alone says that every object holds another one.</summary>
    private bool IsNeverNull(JsonMember member) =>
        member.Type is INamedTypeSymbol { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }
        && member.Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) is ParameterSyntax or PropertyDeclarationSyntax { Initializer: null } or VariableDeclaratorSyntax { Initializer: null };

    private bool IsCircle(INamedTypeSymbol type)
    {
        var start = _way.FindIndex(w => SymbolEqualityComparer.Default.Equals(w.Type, type));
        return start >= 0 && _way.Skip(start + 1).All(w => w.IsCertain);
    }

    private static bool IsPopulated(INamedTypeSymbol type, JsonMember member) =>
        JsonNames.Has(member.Symbol, "JsonObjectCreationHandlingAttribute") || JsonNames.Has(type, "JsonObjectCreationHandlingAttribute");

    private bool IsInSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    private bool IsJudged(ITypeSymbol type) => IsInSource(type) || JsonNames.IsOfPlatform(type) || (type.ContainingAssembly is { } assembly && References.Of(assembly).UsesCore);

    private void Add(ITypeSymbol type, string path, string why, bool isCycle = false)
    {
        // A converter writes all that is in its type, too.
        if (!customisation.Covers(type, isCycle, cancel) && !_way.Any(w => customisation.Covers(w.Type, isCycle: false, cancel)))
            _problems.Add(new Problem(path, why));
    }
}
