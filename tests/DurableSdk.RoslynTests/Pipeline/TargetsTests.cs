using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DurableSdk.RoslynTests.Pipeline;

/// <summary>What the package's build settings add to a project.</summary>
public sealed class TargetsTests
{
    private const string File = "Durable.BannedInWorkflows.txt";
    private const string Contract = "Workflows.contract.txt";

    [TestCase(true, "", File, TestName = "Ban_file_beside_the_project_is_an_additional_file")]
    [TestCase(true, $"<AdditionalFiles Include=\"{File}\" />", File, TestName = "Ban_file_that_the_project_lists_is_not_listed_twice")]
    [TestCase(true, "<AdditionalFiles Include=\"./*.txt\" />", "./" + File, TestName = "Ban_file_that_a_pattern_lists_is_not_listed_twice")]
    [TestCase(false, "", "", TestName = "Project_without_a_ban_file_gets_none")]
    [TestCase(true, "", Contract, Contract, TestName = "Contract_file_beside_the_project_is_an_additional_file")]
    [TestCase(true, $"<AdditionalFiles Include=\"{Contract}\" />", Contract, Contract, TestName = "Contract_file_that_the_project_lists_is_not_listed_twice")]
    public async Task Additional_files(bool exists, string listed, string expected, string file = File)
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            if (exists)
                await System.IO.File.WriteAllTextAsync(Path.Combine(directory.FullName, file), "");
            await System.IO.File.WriteAllTextAsync(Path.Combine(directory.FullName, "P.proj"), $"""
                <Project><ItemGroup>{listed}</ItemGroup><Import Project="{Targets()}" /></Project>
                """);

            var files = await AdditionalFilesAsync(directory.FullName);

            Assert.That(files, Has.Count.EqualTo(expected.Length == 0 ? 0 : 1));
            Assert.That(string.Concat(files), Does.EndWith(expected));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<List<string>> AdditionalFilesAsync(string directory)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "P.proj", "-getItem:AdditionalFiles", "-nologo"]) { WorkingDirectory = directory, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name); // what runs the tests has set it for itself
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, output);
        using var answer = JsonDocument.Parse(output);
        return [.. answer.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!.Replace('\\', '/'))];
    }

    private static string Targets([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../src/DurableSdk/build/DurableSdk.targets"));
}
