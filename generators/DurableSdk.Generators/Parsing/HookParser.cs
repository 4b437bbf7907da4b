using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads a call of <c>Durable.CreateHook</c>.</summary>
internal static class HookParser
{
    /// <summary>The call with what its hook's deliveries carry; without it where that is known at run time only, or generated code can't name it.</summary>
    public static HookOperation Parse(IMethodSymbol called, Compilation compilation) => new(PayloadOf(called.TypeArguments[0], compilation));

    private static HookPayloadModel? PayloadOf(ITypeSymbol type, Compilation compilation) =>
        Visibility.HasErrors(type) || HoldsTypeParameter(type) || Recordability.WhyNot(type) is not null || Visibility.FirstHidden(type, compilation) is not null
            ? null
            : new HookPayloadModel(new TypeText().Of(type), WarningIds.Of(type));

    /// <summary>Whether what the type is is known at run time only.</summary>
    public static bool HoldsTypeParameter(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HoldsTypeParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HoldsTypeParameter) || HoldsTypeParameter(named.ContainingType),
        _ => false,
    };
}
