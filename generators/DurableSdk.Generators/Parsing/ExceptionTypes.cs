using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Questions about exception types.</summary>
internal static class ExceptionTypes
{
    public static bool IsException(ITypeSymbol type) => Is(type, "Exception", "System");

    /// <summary>Cancellation is delivered by the engine itself and is no failure of a step.</summary>
    public static bool IsCancellation(ITypeSymbol type) => Is(type, "OperationCanceledException", "System");

    /// <summary>An exception of DurableSdk itself, which the engine throws and never makes again.</summary>
    public static bool IsOfSdk(INamedTypeSymbol type) =>
        type.ContainingAssembly is { Name: var assembly }
        && (assembly == "DurableSdk" || assembly.StartsWith("DurableSdk.", StringComparison.Ordinal))
        && ChainOf(type).Any(t => IsNamed(t, "DurableException", "DurableSdk") || IsNamed(t, "ContinueAsNewException", "DurableSdk"));

    public static bool IsExactlyException(ITypeSymbol type) => IsNamed(type, "Exception", "System");

    /// <summary>The type and its bases, the most derived first, without <c>System.Exception</c>.</summary>
    public static IEnumerable<INamedTypeSymbol> ChainOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && !IsExactlyException(current); current = current.BaseType)
            yield return current;
    }

    /// <summary>A type from which most of the base library derives, which says nothing of what is caught.</summary>
    public static bool IsRoot(ITypeSymbol type) =>
        IsExactlyException(type) || IsNamed(type, "SystemException", "System") || IsNamed(type, "ApplicationException", "System");

    private static bool Is(ITypeSymbol type, string name, string space)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (IsNamed(current, name, space))
                return true;
        }

        return type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(c => Is(c, name, space));
    }

    private static bool IsNamed(ITypeSymbol type, string name, string space) =>
        type.Name == name
        && type is INamedTypeSymbol { Arity: 0, ContainingType: null }
        && type.ContainingNamespace is { ContainingNamespace.IsGlobalNamespace: true } parent
        && parent.Name == space;
}
