using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>How a type is written at a place.</summary>
/// <param name="Text">Its simple name, or the full one where something else has the simple name.</param>
/// <param name="Import">The namespace that must be imported for it.</param>
internal readonly record struct TypeName(string Text, string? Import)
{
    private static readonly SymbolDisplayFormat WithoutArguments = SymbolDisplayFormat.CSharpErrorMessageFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None);

    public static TypeName At(SemanticModel model, int position, string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        var simple = fullName.Substring(dot + 1);
        var found = model.LookupSymbols(position, name: simple);
        if (found.IsEmpty)
            return new TypeName(simple, fullName.Substring(0, dot));
        return found.All(s => s is INamedTypeSymbol && s.OriginalDefinition.ToDisplayString(WithoutArguments) == fullName)
            ? new TypeName(simple, null)
            : new TypeName("global::" + fullName, null);
    }
}
