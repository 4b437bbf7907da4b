using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which statics keep their value for the life of a process, and which don't.</summary>
internal static class Statics
{
    /// <summary>
    /// Whether a static may have another value at a replay: it can be assigned, or is of a type that is there to be changed. What
    /// another rule speaks of isn't meant: loggers, the statics of a thread, and what the table of APIs knows.
    /// </summary>
    public static bool MayChange(ISymbol member, Facts facts) =>
        member.IsStatic
        && (CanBeAssigned(member, facts) || IsShared(TypeOf(member)))
        && !Ambient.IsThreadStatic(member) && !Ambient.Is(TypeOf(member)) && !Loggers.Is(TypeOf(member))
        && !facts.IsSafe(member) && facts.ApiOf(member, null) is null;

    /// <summary>A static that is assigned once: the object that it holds is all that can change. A computed property makes its object itself.</summary>
    public static bool IsConstant(ISymbol member, Facts facts) => !Facts.IsDurable(member) && member switch
    {
        IFieldSymbol { IsStatic: true, IsReadOnly: true } => true,
        IPropertySymbol { IsStatic: true, SetMethod: null } property => !facts.IsInSource(property) || Properties.IsAuto(property),
        _ => false,
    };

    private static bool CanBeAssigned(ISymbol member, Facts facts) => member switch
    {
        IFieldSymbol field => field is { IsConst: false, IsReadOnly: false },
        IPropertySymbol { SetMethod: { } setter } property => facts.IsInSource(member) ? Properties.IsAuto(property) : setter.DeclaredAccessibility == Accessibility.Public && !IsOfBaseLibrary(member),
        IEventSymbol { AddMethod: { } add } => !facts.IsInSource(member) || add.IsImplicitlyDeclared,
        _ => false,
    };

    /// <summary>A collection for several threads, a cache, or a means to wait for each other.</summary>
    private static bool IsShared(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            switch (type.ContainingNamespace?.ToDisplayString())
            {
                case "System.Collections.Concurrent" or "System.Threading.Channels" or "System.Runtime.Caching":
                case "Microsoft.Extensions.Caching.Memory" or "Microsoft.Extensions.Caching.Distributed" or "Microsoft.Extensions.Caching.Hybrid":
                case "System.Runtime.CompilerServices" when type.Name == "ConditionalWeakTable":
                case "System.Threading" when type.Name == "SemaphoreSlim":
                case "System.Threading.Tasks" when type.Name == "TaskCompletionSource":
                    return true;
            }
        }

        return false;
    }

    private static bool IsOfBaseLibrary(ISymbol member) =>
        member.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
