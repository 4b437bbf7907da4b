using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Which types have no value that could be written to the log.</summary>
internal static class Recordability
{
    /// <returns>What the type is, or holds, that can't be written; null if nothing is known against it.</returns>
    public static string? WhyNot(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "a pointer",
        { TypeKind: TypeKind.Delegate } => $"a delegate ({SignatureRules.Short(type)})",
        { IsRefLikeType: true } => $"a ref struct ({SignatureRules.Short(type)})",
        IArrayTypeSymbol array => Inside(array.ElementType, type),
        INamedTypeSymbol named when IsLive(named) => $"of the live type {SignatureRules.Short(type)}",
        INamedTypeSymbol named => named.TypeArguments.Select(argument => Inside(argument, type)).FirstOrDefault(why => why is not null),
        _ => null,
    };

    private static string? Inside(ITypeSymbol part, ITypeSymbol whole) =>
        WhyNot(part) is { } why ? $"of type {SignatureRules.Short(whole)}, which holds {(why.StartsWith("of ", StringComparison.Ordinal) ? why.Substring(3) : why)}" : null;

    /// <summary>What means something only in the process that made it.</summary>
    private static bool IsLive(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (FullName(current) is "System.MarshalByRefObject" or "System.IO.Stream" or "System.Reflection.MemberInfo" or "System.Delegate"
                or "System.Threading.CancellationToken" or "System.Threading.CancellationTokenSource"
                or "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask"
                or "System.Collections.Generic.IAsyncEnumerable" or "System.Collections.Generic.IAsyncEnumerator"
                or "System.Linq.Expressions.Expression" or "DurableSdk.Hook")
                return true;
        }

        return false;
    }

    private static string FullName(INamedTypeSymbol type) => $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";
}
