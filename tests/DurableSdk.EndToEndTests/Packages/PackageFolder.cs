using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Packages;

/// <summary>The packages under test: those that the environment names, or packed here once for all tests.</summary>
[SetUpFixture]
internal sealed class PackageFolder
{
    private static readonly string[] Projects = ["DurableSdk.Core", "DurableSdk", "DurableSdk.Sqlite", "DurableSdk.AspNetCore", "DurableSdk.Testing"];
    private static TestDirectory? _directory;

    public static string Path { get; private set; } = "";

    public static string Version { get; private set; } = "";

    [OneTimeSetUp]
    public async Task SetUpAsync()
    {
        _directory = new TestDirectory();
        Path = Settings.Packages ?? await PackAsync(_directory);
        const string Prefix = "DurableSdk.Sqlite.";
        var package = Directory.GetFiles(Path, $"{Prefix}*.nupkg").Single();
        Version = System.IO.Path.GetFileNameWithoutExtension(package)[Prefix.Length..];
    }

    [OneTimeTearDown]
    public void TearDown() => _directory?.Dispose();

    /// <summary>Under a version that was never there before, so that no cache can answer with an older build.</summary>
    private static async Task<string> PackAsync(TestDirectory directory)
    {
        var root = RepositoryRoot() ?? throw new IgnoreException("Packs the packages, and there is no DurableSdk.sln above the tests.");
        var version = $"0.0.0-e2e.{DateTime.UtcNow:yyyyMMddHHmmss}";
        foreach (var project in Projects)
        {
            await SdkCommand.RunAsync(
                root,
                "pack", $"src/{project}", "--configuration", "Release", "--output", directory["packages"], "--artifacts-path", directory["artifacts"],
                $"-p:Version={version}");
        }

        return directory["packages"];
    }

    private static string? RepositoryRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "DurableSdk.sln")))
                return directory.FullName;
        }

        return null;
    }
}
