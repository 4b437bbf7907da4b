using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Async;

/// <summary>Tells tasks from other types.</summary>
internal static class TaskKinds
{
    public static TaskKind Of(ITypeSymbol? type) => type is null ? TaskKind.None : MethodParser.ParseReturn(type, new TypeText())?.Kind switch
    {
        ReturnKind.Task or ReturnKind.ValueTask => TaskKind.Plain,
        ReturnKind.TaskOfResult or ReturnKind.ValueTaskOfResult => TaskKind.WithResult,
        _ => TaskKind.None,
    };

    /// <summary>The type that awaiting gives; null for nothing.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol type) => Of(type) == TaskKind.WithResult ? ((INamedTypeSymbol)type).TypeArguments[0] : null;
}
