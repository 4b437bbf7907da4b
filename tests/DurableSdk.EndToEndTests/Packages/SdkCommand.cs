using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Packages;

/// <summary>Commands of the .NET SDK that leave no build server behind.</summary>
internal static class SdkCommand
{
    public static async Task RunAsync(string directory, params string[] arguments)
    {
        using var process = ChildProcess.Start(
            ChildProcess.Dotnet, [.. arguments, "-nodeReuse:false", "-p:UseSharedCompilation=false", "--nologo"], directory, Environment());
        await process.SucceedsAsync();
    }

    /// <summary>Not what the SDK that runs the tests has set for itself.</summary>
    private static Dictionary<string, string?> Environment() => System.Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(name => name, _ => (string?)null);
}
