using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads the methods that a workflow's class has of its own and of those that it derives from: all are described in one generated class.</summary>
internal static class InheritedMethods
{
    /// <param name="method">The method as the class sees it.</param>
    /// <param name="type">The class.</param>
    public static MethodModel? Parse(IMethodSymbol method, INamedTypeSymbol type, string what, Compilation compilation, ProblemSink? sink) =>
        MethodParser.Parse(method, what, compilation, sink) is { } parsed
            ? parsed with { Suffix = SuffixOf(method, type, parsed.Ordinal), Open = parsed.IsAccessible ? null : OpenOf(method, what, compilation) }
            : null;

    /// <summary>By how many classes it is further up, where one between has a method that would get the same name.</summary>
    private static string SuffixOf(IMethodSymbol method, INamedTypeSymbol type, int ordinal)
    {
        var isTaken = false;
        var distance = 0;
        for (var current = type; current is not null && !SymbolEqualityComparer.Default.Equals(current, method.ContainingType); current = current.BaseType)
        {
            isTaken |= current.GetMembers(method.Name).OfType<IMethodSymbol>().Skip(ordinal).Any();
            distance++;
        }

        return isTaken ? $"_Base{distance.ToString(null, null)}" : "";
    }

    /// <summary>The runtime looks for an accessor's method by the definition of its type.</summary>
    private static OpenMethodModel? OpenOf(IMethodSymbol method, string what, Compilation compilation)
    {
        var arguments = TypeText.ArgumentsOf(method.ContainingType).Select(new TypeText().Of).ToList();
        return arguments.Count > 0 && MethodParser.Parse(method.OriginalDefinition, what, compilation, null) is { } definition
            ? new OpenMethodModel(definition, $"<{string.Join(", ", arguments)}>")
            : null;
    }
}
