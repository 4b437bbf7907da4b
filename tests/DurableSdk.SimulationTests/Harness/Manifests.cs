using System.Reflection;
using DurableSdk.CompilerServices;

namespace DurableSdk.SimulationTests.Harness;

internal static class Manifests
{
    /// <summary>The workflows of these tests.</summary>
    public static DurableManifest[] Own { get; } =
        [(DurableManifest)Activator.CreateInstance(typeof(Manifests).Assembly.GetCustomAttribute<DurableManifestAttribute>()!.Manifest, nonPublic: true)!];
}
