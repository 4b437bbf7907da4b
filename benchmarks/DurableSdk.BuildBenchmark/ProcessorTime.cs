using System.Globalization;

namespace DurableSdk.BuildBenchmark;

/// <summary>Processor time from <c>/proc</c>, the only place that also tells it of children that have ended; none elsewhere than on Linux.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds of all children of this process that have ended, and of theirs.</summary>
    public static double OfEndedChildren() => Read("self", 15, 16);

    /// <summary>Seconds of the compiler server with this pipe, so far.</summary>
    public static double OfServer(string pipe) => FindServer(pipe) is { } id ? Read(id, 13, 14) : 0;

    public static string? FindServer(string pipe)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            var id = Path.GetFileName(directory);
            if (id.All(char.IsDigit) && CommandLine(directory) is { } line && line.Contains("-pipename:" + pipe, StringComparison.Ordinal))
                return id;
        }

        return null;
    }

    private static string? CommandLine(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has just ended, or is somebody else's
        }
    }

    private static double Read(string process, params int[] fields)
    {
        if (!OperatingSystem.IsLinux())
            return double.NaN;

        // The name in parentheses may hold blanks; the third field comes after it.
        var text = File.ReadAllText($"/proc/{process}/stat");
        var values = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return fields.Sum(f => double.Parse(values[f - 2], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
