namespace DurableSdk.DocsTests;

/// <summary>The files of the repository, as a reader sees them.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "TestResults", "node_modules", ".git"];

    public static string Root { get; } = FindRoot();

    /// <summary>Without the lists of rules, whose format is the analyzers' own.</summary>
    public static IReadOnlyList<string> Markdown { get; } =
        [.. Files(Root, "*.md").Where(path => !Path.GetFileName(path).StartsWith("AnalyzerReleases.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Files(string directory, string pattern) => Directory.EnumerateFiles(directory, pattern)
        .Concat(Directory.EnumerateDirectories(directory)
            .Where(child => !NotOurs.Contains(Path.GetFileName(child)))
            .SelectMany(child => Files(child, pattern)));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The path from the root, with slashes: how a test is named after a file.</summary>
    public static string Name(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "DurableSdk.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("The tests don't lie in the repository.");
        return directory;
    }
}
