using System.Diagnostics;

namespace Gallery.Frame;

/// <summary>This program once more, as a process that kills itself at the place that its sample names.</summary>
/// <param name="Id">The process's id.</param>
/// <param name="IsKilled">Whether it came to that place.</param>
internal sealed record DyingProcess(int Id, bool IsKilled)
{
    /// <summary>What a shell calls the end by SIGKILL; Windows has another word for it.</summary>
    private static int Killed => OperatingSystem.IsWindows() ? -1 : 128 + 9;

    public static async Task<DyingProcess> RunAsync(Options options)
    {
        using var process = Process.Start(Start(options))!;
        await process.WaitForExitAsync();
        return new DyingProcess(process.Id, process.ExitCode == Killed);
    }

    private static ProcessStartInfo Start(Options options)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        // Started as `dotnet Gallery.dll`, the process is the one of dotnet.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(DyingProcess).Assembly.Location);
        string[] arguments = [options.Sample!, .. options.Words, "--die", "--directory", options.Directory, .. options.Evicts ? ["--evict"] : Array.Empty<string>()];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
