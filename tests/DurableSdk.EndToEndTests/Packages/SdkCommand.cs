using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Packages;

/// <summary>Commands of the .NET SDK that leave no build server behind.</summary>
internal static class SdkCommand
{
    public static async Task RunAsync(string directory, params string[] arguments)
    {
        using var process = Start(directory, arguments);
        await process.SucceedsAsync();
    }

    /// <summary>Whether it succeeded, and what it said.</summary>
    public static async Task<(bool Succeeded, string Output)> TryAsync(string directory, params string[] arguments)
    {
        using var process = Start(directory, arguments);
        var code = await process.EndsAsync();
        return (code == 0, process.ToString());
    }

    private static ChildProcess Start(string directory, string[] arguments) => ChildProcess.Start(
        ChildProcess.Dotnet, [.. arguments, "-nodeReuse:false", "-p:UseSharedCompilation=false", "--nologo"], directory, Environment());

    /// <summary>Not what the SDK that runs the tests has set for itself.</summary>
    private static Dictionary<string, string?> Environment() => System.Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(name => name, _ => (string?)null);
}
