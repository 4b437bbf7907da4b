using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which properties hold their value themselves.</summary>
internal static class Properties
{
    public static bool IsAuto(IPropertySymbol property) =>
        !property.IsIndexer && property.ContainingType.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property.OriginalDefinition));
}
