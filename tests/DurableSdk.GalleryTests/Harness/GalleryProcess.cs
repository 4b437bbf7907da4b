using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DurableSdk.GalleryTests.Harness;

/// <summary>The gallery, run once as a process of its own, with what it has said.</summary>
internal sealed partial record GalleryProcess(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private int KilledAt => Output.IndexOf(" was killed. ", StringComparison.Ordinal);

    public bool WasKilled => KilledAt >= 0;

    /// <summary>The steps that the timeline shows as recorded by the process that was killed.</summary>
    public IEnumerable<string> FromLog => StepsInTimeline("log");

    /// <summary>The steps that the timeline shows as recorded by the process that came to the end.</summary>
    public IEnumerable<string> Ran => StepsInTimeline("new");

    /// <summary>How many steps the log held before, and how many the process that came to the end recorded.</summary>
    public (int FromLog, int Ran) Sum => Sums().Match(Output) is { Success: true } sum
        ? (int.Parse(sum.Groups["log"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(sum.Groups["new"].ValueSpan, CultureInfo.InvariantCulture))
        : default;

    /// <summary>The steps whose own code spoke in the process that came to the end: no account of the log, but of what really ran.</summary>
    public IEnumerable<string> Spoke => SpokenStep().Matches(Output[Math.Max(0, KilledAt)..]).Select(match => match.Groups["id"].Value).Distinct();

    public static async Task<GalleryProcess> RunAsync(IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Gallery.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await Task.WhenAll(output, errors, process.WaitForExitAsync()).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"No end within {Patience} of{Environment.NewLine}{await output}{await errors}");
        }

        return new GalleryProcess(process.ExitCode, await output, await errors);
    }

    public override string ToString() => $"exit code {ExitCode}{Environment.NewLine}{Output}{Errors}";

    private IEnumerable<string> StepsInTimeline(string recorded) =>
        EndedStep().Matches(Output).Where(match => match.Groups["recorded"].Value == recorded).Select(match => match.Groups["id"].Value);

    [GeneratedRegex(@"^    (?<recorded>log|new) +\S+ s  step (?<id>.+?) (done|failed for good)", RegexOptions.Multiline)]
    private static partial Regex EndedStep();

    [GeneratedRegex(@"^Steps: (?<log>\d+) came from the log, (?<new>\d+) ran in this process\.", RegexOptions.Multiline)]
    private static partial Regex Sums();

    [GeneratedRegex(@"^  (?<id>\S.*?) runs[:,]", RegexOptions.Multiline)]
    private static partial Regex SpokenStep();
}
