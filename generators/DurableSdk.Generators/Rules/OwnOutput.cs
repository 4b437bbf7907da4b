using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Rules;

/// <summary>Tells our own generated code, where steps are called plainly on purpose, from anybody else's.</summary>
internal static class OwnOutput
{
    public static bool Contains(ISymbol? symbol)
    {
        var space = symbol?.ContainingNamespace;
        while (space is { ContainingNamespace.ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { Name: "Generated", ContainingNamespace: { Name: "DurableSdk", ContainingNamespace.IsGlobalNamespace: true } };
    }
}
