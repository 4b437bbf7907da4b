using System.Text;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Types as generated code writes them: <c>global::</c>, with annotations, type parameters under names that don't hide each other.</summary>
internal sealed class TypeText
{
    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The field of the class that a generic step's descriptor has for itself.</summary>
    private const string DescriptorOfGeneric = "Step";

    private readonly Dictionary<ITypeParameterSymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public void Add(ITypeParameterSymbol parameter)
    {
        var name = Identifiers.Unique(parameter.Name, _taken.Append(DescriptorOfGeneric));
        _taken.Add(name);
        _names.Add(parameter, Identifiers.Escape(name));
    }

    public string Of(ITypeSymbol type) => Write(type, Annotated);

    /// <summary>Without the outermost annotation, as <c>typeof</c> and base lists need it.</summary>
    public string Unannotated(ITypeSymbol type) => Write(type.WithNullableAnnotation(NullableAnnotation.None), Annotated);

    /// <summary>The type arguments of a type and of those around it, the outermost first.</summary>
    public static IEnumerable<ITypeSymbol> ArgumentsOf(INamedTypeSymbol type) =>
        (type.ContainingType is { } outer ? ArgumentsOf(outer) : []).Concat(type.TypeArguments);

    /// <summary>The <c>where</c> clause of a type parameter, or nothing.</summary>
    public string Constraints(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            parts.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            parts.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint)
            parts.Add("notnull");
        foreach (var type in parameter.ConstraintTypes)
            parts.Add(Of(type));
        if (parameter.HasConstructorConstraint)
            parts.Add("new()");
        if (parameter.AllowsRefLikeType)
            parts.Add("allows ref struct");
        return parts.Count == 0 ? "" : $"where {Of(parameter)} : {string.Join(", ", parts)}";
    }

    private string Write(ITypeSymbol type, SymbolDisplayFormat format)
    {
        var text = new StringBuilder();
        foreach (var part in type.ToDisplayParts(format))
            text.Append(part.Symbol is ITypeParameterSymbol parameter && _names.TryGetValue(parameter, out var name) ? name : part.ToString());
        return text.ToString();
    }
}
