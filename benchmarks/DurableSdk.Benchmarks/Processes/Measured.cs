using System.Diagnostics;
using System.Text.Json;

namespace DurableSdk.Benchmarks;

/// <summary>Measurements that want a process of their own: this program, started again.</summary>
internal static class Measured
{
    /// <summary>The first argument of such a process.</summary>
    public const string Argument = "--measure";

    /// <returns>What the process has measured.</returns>
    public static async Task<T> InProcessAsync<T>(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Measured).Assembly.Location);
        foreach (var argument in arguments.Prepend(Argument))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(output)!
            : throw new InvalidOperationException($"The process {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    /// <summary>The other side: measures what the arguments say and writes it out.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        object measured = arguments switch
        {
            [FirstStep.Name, var file] => await FirstStep.MeasureAsync(file),
            [IdleHost.Name, var file] => await IdleHost.MeasureAsync(file),
            _ => throw new ArgumentException($"Nothing is measured by: {string.Join(' ', arguments)}"),
        };
        Console.WriteLine(JsonSerializer.Serialize(measured));
    }
}
