using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>The constructor by which System.Text.Json makes an object.</summary>
internal static class JsonConstructor
{
    /// <returns>Null where none can be chosen; then <paramref name="why"/> tells why.</returns>
    public static IMethodSymbol? Of(INamedTypeSymbol type, out string? why)
    {
        why = null;
        var constructors = type.InstanceConstructors;
        if (constructors.FirstOrDefault(c => JsonNames.Has(c, "JsonConstructorAttribute")) is { } marked)
            return marked;
        var usable = constructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        if (usable.FirstOrDefault(c => c.Parameters.IsEmpty) is { } parameterless)
            return parameterless;
        if (usable.Count == 1)
            return usable[0];
        why = usable.Count == 0
            ? $"has no public constructor ({JsonNames.Short(type)}); mark one with [JsonConstructor]"
            : $"has several public constructors ({JsonNames.Short(type)}); mark the right one with [JsonConstructor]";
        return null;
    }

    /// <returns>Why a parameter can't be given its value; null if all can.</returns>
    public static string? WhyNotBound(IMethodSymbol constructor, IReadOnlyList<JsonMember> members)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                return $"has a constructor whose parameter '{parameter.Name}' is passed by reference";
            if (Bound(parameter, members) is not null)
                continue;
            var named = members.FirstOrDefault(m => IsNamed(m, parameter));
            return named is null
                ? $"has a constructor whose parameter '{parameter.Name}' has no public property of that name, so it can't be made again"
                : $"has a constructor whose parameter '{parameter.Name}' is {JsonNames.Short(parameter.Type)} where the property '{named.Symbol.Name}' is {JsonNames.Short(named.Type)}, so it can't be made again";
        }

        return null;
    }

    /// <summary>Whether the constructor gives the member its value.</summary>
    public static bool Sets(IMethodSymbol constructor, JsonMember member) =>
        constructor.Parameters.Any(p => IsNamed(member, p) && SymbolEqualityComparer.Default.Equals(p.Type, member.Type));

    private static JsonMember? Bound(IParameterSymbol parameter, IReadOnlyList<JsonMember> members) =>
        members.FirstOrDefault(m => IsNamed(m, parameter) && SymbolEqualityComparer.Default.Equals(parameter.Type, m.Type));

    private static bool IsNamed(JsonMember member, IParameterSymbol parameter) =>
        string.Equals(member.Symbol.Name, parameter.Name, StringComparison.OrdinalIgnoreCase);
}
