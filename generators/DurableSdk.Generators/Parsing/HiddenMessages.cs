using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>
/// The messages of a class that one derived from it in another assembly would take, and can't see: of a reference the compiler reads no private
/// members, and internal ones for a friend only. So the class's own assembly writes them into its manifest.
/// </summary>
internal static class HiddenMessages
{
    /// <summary>The message behind its class's metadata name; null for one that isn't hidden, or whose class nothing can derive from.</summary>
    public static string? Of(ISymbol message) =>
        message.ContainingType is { IsSealed: false, TypeKind: TypeKind.Class } type && (IsHidden(message) || Validator(message) is { } validator && IsHidden(validator))
            ? $"{Identifiers.MetadataName(type.OriginalDefinition)}.{message.Name}"
            : null;

    private static ISymbol? Validator(ISymbol message) => message is IMethodSymbol method ? UpdateParser.ValidatorOf(method) : null;

    /// <summary>What is virtual is read whatever its accessibility.</summary>
    private static bool IsHidden(ISymbol member) =>
        member is { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal, IsVirtual: false, IsOverride: false };
}
