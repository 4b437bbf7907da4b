using System.Runtime.CompilerServices;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>Where files of the repository are.</summary>
internal static class Repository
{
    public static string Project { get; } = ProjectOf();

    /// <summary>The path of a file or folder, from the root of the repository.</summary>
    public static string PathOf(string path) => Path.GetFullPath(Path.Combine(Project, "..", "..", path));

    private static string ProjectOf([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));
}
