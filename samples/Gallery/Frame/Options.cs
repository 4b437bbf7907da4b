using System.Reflection;

namespace Gallery.Frame;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        Usage: dotnet run --project samples/Gallery [-- <sample> [words for the sample] [--crash] [--evict] [--directory <path>]]
          --crash      kill the process in the middle, by SIGKILL, and let the next one go on
          --die        only the process that is killed, over the files of the last start
          --keep       go on with what the last start recorded
          --evict      drop every run from memory whenever it waits, and rebuild it from its log
          --directory  where the sample keeps its files; default: samples/Gallery/data/<sample>
        """;

    /// <summary>The sample's name; null where the list is asked for.</summary>
    public string? Sample { get; private init; }

    /// <summary>What follows the name: for the sample itself.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    public bool Crashes { get; private init; }

    /// <summary>Whether this process is the one that is killed.</summary>
    public bool Dies { get; private init; }

    /// <summary>Whether this start goes on with the files of the last one.</summary>
    public bool Keeps { get; init; }

    public bool Evicts { get; private init; }

    public required string Directory { get; init; }

    /// <summary>Where the samples' source lies.</summary>
    public static string ProjectDirectory => typeof(Options).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "SampleDirectory").Value!;

    /// <returns>Null where the command line can't be understood.</returns>
    public static Options? Parse(string[] args)
    {
        var words = args.ToList();
        var directory = TakeDirectory(words);
        var flags = words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToHashSet();
        words.RemoveAll(flags.Contains);
        if (directory is "" || flags.Except(["--crash", "--die", "--keep", "--evict"]).Any() || flags.Count(flag => flag != "--evict") > 1)
            return null;
        return new Options
        {
            Sample = words.FirstOrDefault(),
            Words = [.. words.Skip(1)],
            Crashes = flags.Contains("--crash"),
            Dies = flags.Contains("--die"),
            Keeps = flags.Contains("--keep"),
            Evicts = flags.Contains("--evict"),
            Directory = Path.GetFullPath(directory ?? Path.Combine(ProjectDirectory, "data", words.FirstOrDefault() ?? "")),
        };
    }

    /// <returns>Null where none is named, and empty where it is missing.</returns>
    private static string? TakeDirectory(List<string> words)
    {
        var at = words.IndexOf("--directory");
        if (at < 0)
            return null;
        var path = words.ElementAtOrDefault(at + 1) ?? "";
        words.RemoveRange(at, Math.Min(2, words.Count - at));
        return path;
    }
}
