using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>Which types stand for something that is still to come.</summary>
internal static class TaskTypes
{
    /// <summary>A task or a value task.</summary>
    public static bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    /// <summary>An asynchronous stream.</summary>
    public static bool IsStream(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "IAsyncEnumerable", Arity: 1, ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } };

    /// <summary>A task, a stream, or whatever else can be awaited.</summary>
    public static bool IsToCome(ITypeSymbol? type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named
        && (IsTask(type) || IsStream(type) || HasAwaiter(named));

    private static bool HasAwaiter(INamedTypeSymbol type) =>
        type.GetMembers("GetAwaiter").Any(m => m is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public });
}
