using System.Diagnostics;
using System.Globalization;

namespace DurableSdk.BuildBenchmark;

/// <summary>Builds the project as a user does, and measures it. A warm build has a compiler server of this benchmark's own.</summary>
internal sealed class Builder(SampleProject project, bool isCold) : IDisposable
{
    private readonly string _pipe = $"durable-benchmark-{Environment.ProcessId}";

    public Measurement Measure(Variant variant)
    {
        var processor = ProcessorTime.OfEndedChildren() + ProcessorTime.OfServer(_pipe);
        var watch = Stopwatch.StartNew();
        Build(variant, "-v:q");
        var wall = watch.Elapsed.TotalSeconds;
        return new Measurement(wall, ProcessorTime.OfEndedChildren() + ProcessorTime.OfServer(_pipe) - processor);
    }

    /// <summary>What the compiler says that its generators and analyzers took, as text; without those that took next to nothing.</summary>
    public IEnumerable<string> Profile(Variant variant) => Build(variant, "-v:d -p:ReportAnalyzer=true").Split('\n')
        .Select(line => line.Trim())
        .SkipWhile(line => !line.StartsWith("Total analyzer execution time", StringComparison.Ordinal))
        .TakeWhile(line => !line.StartsWith("CompilerServer", StringComparison.Ordinal) && !line.StartsWith("Done executing task", StringComparison.Ordinal))
        .Where(line => !line.Contains("<1 ", StringComparison.Ordinal) || line.Contains(nameof(DurableSdk), StringComparison.Ordinal));

    public void Restore() => Run("restore -v q");

    public void Dispose()
    {
        if (ProcessorTime.FindServer(_pipe) is { } id)
            Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture)).Kill();
    }

    private string Build(Variant variant, string verbosity)
    {
        var server = isCold ? "-p:UseSharedCompilation=false" : $"-p:UseSharedCompilation=true -p:SharedCompilationId={_pipe}";
        return Run($"build --no-restore -t:Rebuild -m:1 -nodeReuse:false -nologo {verbosity} {server} {variant.Properties}");
    }

    private string Run(string arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = project.Directory, RedirectStandardOutput = true };

        // What the environment of this program sets must not reach the build.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k == "UseSharedCompilation").ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {arguments}\n{output}");
    }
}
