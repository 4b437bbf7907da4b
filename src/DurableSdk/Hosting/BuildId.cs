using DurableSdk.CompilerServices;

namespace DurableSdk.Hosting;

internal static class BuildId
{
    /// <summary>The same for the same code: with a deterministic build a module's version id is a hash of its content.</summary>
    public static string Of(IEnumerable<DurableManifest> manifests) => string.Join(
        '+',
        manifests.Select(manifest => manifest.GetType().Module.ModuleVersionId.ToString("N")[..12]).Distinct().Order(StringComparer.Ordinal));
}
