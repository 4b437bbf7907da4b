using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>State that belongs to a thread or a call.</summary>
internal static class Ambient
{
    public static bool IsThreadStatic(ISymbol member) => member is IFieldSymbol { IsStatic: true, IsConst: false }
        && member.GetAttributes().Any(a => a.AttributeClass is { Name: "ThreadStaticAttribute", ContainingNamespace.Name: "System" });

    public static bool Is(ITypeSymbol? type) => type is { Name: "AsyncLocal" or "ThreadLocal", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };
}
