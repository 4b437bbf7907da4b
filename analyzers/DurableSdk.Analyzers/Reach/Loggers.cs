using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which types write logs.</summary>
internal static class Loggers
{
    private const string Namespace = "Microsoft.Extensions.Logging";

    /// <summary>Whether it is, or implements, <c>ILogger</c> or <c>ILoggerFactory</c>.</summary>
    public static bool Is(ITypeSymbol? type) => type is not null && (IsLogger(type) || type.TypeKind != TypeKind.Delegate && type.AllInterfaces.Any(IsLogger));

    /// <summary>Whether it makes loggers.</summary>
    public static bool IsFactory(ITypeSymbol? type) => type is not null && Is(type) && (IsFactoryItself(type) || type.AllInterfaces.Any(IsFactoryItself));

    /// <summary>Whether it is a logger that writes nothing.</summary>
    public static bool IsSilent(ITypeSymbol? type) => type is { Name: "NullLogger" or "NullLoggerFactory", ContainingNamespace.Name: "Abstractions" };

    private static bool IsFactoryItself(ITypeSymbol type) => type.Name == "ILoggerFactory";

    private static bool IsLogger(ITypeSymbol type) =>
        type.Name is "ILogger" or "ILoggerFactory" && type.ContainingNamespace?.ToDisplayString() == Namespace;
}
