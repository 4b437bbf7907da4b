using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Packages;

/// <summary>A user's project in a directory of its own: it knows the packages, and nothing of this repository.</summary>
internal sealed class UserApp : IDisposable
{
    private readonly TestDirectory _directory = new();

    public UserApp(string name)
    {
        var apps = Path.Combine(AppContext.BaseDirectory, "Packages", "Apps");
        CopyFiles(apps, _directory.Path, SearchOption.TopDirectoryOnly);
        CopyFiles(Path.Combine(apps, name), _directory["app"], SearchOption.AllDirectories);
        File.WriteAllText(_directory["nuget.config"], NuGetConfig());
    }

    public string Directory => _directory["app"];

    public Task BuildAsync(string project = "App.csproj") =>
        SdkCommand.RunAsync(Directory, [.. Build(project), "-warnaserror", "-warnnotaserror:NU1603;NU1901;NU1902;NU1903;NU1904"]);

    /// <summary>A build that may fail, and what it said; warnings are no errors.</summary>
    public Task<(bool Succeeded, string Output)> TryBuildAsync(params string[] options) => SdkCommand.TryAsync(Directory, [.. Build("App.csproj"), .. options]);

    /// <summary>Whether all of its tests passed, and what was said.</summary>
    public Task<(bool Succeeded, string Output)> TryTestAsync() =>
        SdkCommand.TryAsync(Directory, ["test", "App.csproj", "--configuration", "Release", "--logger", "console;verbosity=normal", .. Packages()]);

    private string[] Build(string project) => ["build", project, "--configuration", "Release", "--output", _directory["out"], .. Packages()];

    private string[] Packages() => [$"-p:DurableSdkVersion={PackageFolder.Version}", $"-p:RestorePackagesPath={_directory["restored"]}"];

    public ChildProcess Start(params string[] arguments) =>
        ChildProcess.Start(ChildProcess.Dotnet, [Path.Combine(_directory["out"], "App.dll"), .. arguments], Directory);

    public void Dispose() => _directory.Dispose();

    /// <summary>
    /// Beside the sources that the machine uses anyway. Our packages are restored into a folder of this app; what others have made may be
    /// taken from where it was restored before.
    /// </summary>
    private static string NuGetConfig() => $"""
        <configuration>
          <packageSources>
            <add key="under-test" value="{PackageFolder.Path}" />
          </packageSources>
          <fallbackPackageFolders>
            {(System.IO.Directory.Exists(RestoredBefore) ? $"<add key=\"restored-before\" value=\"{RestoredBefore}\" />" : "")}
          </fallbackPackageFolders>
        </configuration>
        """;

    private static string RestoredBefore => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static void CopyFiles(string from, string to, SearchOption depth)
    {
        foreach (var file in System.IO.Directory.GetFiles(from, "*", depth))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
