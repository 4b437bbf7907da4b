using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Payloads;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>Whether a value of a type can go through the log.</summary>
internal static class Transport
{
    /// <summary>As the rules for steps say, and more strictly where they give a type the benefit of the doubt.</summary>
    public static bool CanCarry(Spot spot, ITypeSymbol type) => type is not { IsAnonymousType: true } and not { SpecialType: SpecialType.System_Void }
        && !Visibility.HasErrors(type)
        && Recordability.WhyNot(type) is null
        && Visibility.FirstHidden(type, spot.Model.Compilation) is null
        && !IsUsedUp(type)
        && !IsAwaited(type)
        && new PayloadTypes(spot.Model.Compilation, ApiTable.Known).ProblemsOf(type, spot.Cancel).Count == 0;

    /// <summary>A task or a stream with options: the compiler knows what to do with it by its methods, not by an interface.</summary>
    private static bool IsAwaited(ITypeSymbol type) => !type.GetMembers("GetAwaiter").IsEmpty || !type.GetMembers("GetAsyncEnumerator").IsEmpty;

    /// <summary>What has to be disposed stands for something outside, wherever it is declared.</summary>
    private static bool IsUsedUp(ITypeSymbol type) => type.AllInterfaces.Any(i => i.Name is "IDisposable" or "IAsyncDisposable") || type.Name is "IDisposable" or "IAsyncDisposable";
}
