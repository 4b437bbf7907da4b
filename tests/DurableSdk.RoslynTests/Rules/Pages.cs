using System.Runtime.CompilerServices;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>The files of the repository that say what the descriptors say.</summary>
internal static class Pages
{
    private const string Update = "DURABLE_UPDATE_DOCS";

    /// <summary>Tests run side by side, and several hold one page: each reads it and writes it anew as a whole.</summary>
    private static readonly Lock Writing = new();

    public static string Read(string path) => File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n");

    public static IEnumerable<string> NamesIn(string folder, string pattern) =>
        Directory.GetFiles(PathOf(folder), pattern).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static IEnumerable<string> FoldersIn(string folder) => Directory.GetDirectories(PathOf(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>What stands between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c> is made by a test; where the environment asks for it, it is written anew.</summary>
    public static void Hold(string path, string name, IEnumerable<string> lines)
    {
        lock (Writing)
            HoldAlone(path, name, lines);
    }

    private static void HoldAlone(string path, string name, IEnumerable<string> lines)
    {
        var (begin, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->\n");
        var page = Read(path);
        Assert.That(page, Does.Contain(begin).And.Contain(end), path);
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = page.IndexOf(end, StringComparison.Ordinal);
        var made = $"\n{string.Join('\n', lines)}\n\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(PathOf(path), page = page[..from] + made + page[to..]);
        to = page.IndexOf(end, StringComparison.Ordinal);
        Assert.That(page[from..to], Is.EqualTo(made), $"The rules were changed. Run this test with {Update}=1, which writes this part of {path} anew, and read the difference.");
    }

    private static string PathOf(string path) => Path.Combine(Root(), path);

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
