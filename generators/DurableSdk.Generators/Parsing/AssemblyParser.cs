using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads what the whole compilation decides.</summary>
internal static class AssemblyParser
{
    public static AssemblyModel Parse(Compilation compilation, CancellationToken cancel)
    {
        var name = compilation.AssemblyName ?? "Assembly";
        var manifests = compilation.SourceModule.ReferencedAssemblySymbols
            .Select(a => References.Of(a).Manifest)
            .OfType<INamedTypeSymbol>()
            .Where(m => compilation.IsSymbolAccessibleWithin(m, compilation.Assembly))
            .Select(m => m.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            .Distinct()
            .OrderBy(m => m, StringComparer.Ordinal);
        return new AssemblyModel(
            name,
            $"{WellKnownNames.GeneratedNamespace}.{Identifiers.Escape(Identifiers.Encode(name))}",
            compilation.GetTypeByMetadataName(WellKnownNames.WorkflowAttribute) is { } workflow && !IsSource(workflow, compilation),
            compilation.GetTypeByMetadataName(WellKnownNames.DurableClient) is not null,
            manifests.ToEquatableArray(),
            CallsWaits(compilation));
    }

    /// <summary>Whether code of a referenced assembly may wait for signals when a workflow calls it.</summary>
    public static bool CallsWaits(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols.Any(a => References.Of(a).WaitsForSignals);

    private static bool IsSource(INamedTypeSymbol type, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
}
