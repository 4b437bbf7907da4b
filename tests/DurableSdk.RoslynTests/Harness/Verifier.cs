using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Harness;

/// <summary>
/// Stands in for Verify.SourceGenerators, by its conventions to the letter, so that it can be replaced by it: a file
/// <c>Class.Method#Hint.verified.cs</c> beside the test for each generated source, <c>.received.cs</c> where it differs,
/// never accepted by itself.
/// </summary>
internal static class Verifier
{
    public static async Task Verify(GeneratorDriver driver, [CallerFilePath] string testFile = "")
    {
        var result = driver.GetRunResult();
        Assert.That(result.Diagnostics, Is.Empty);

        var folder = Path.GetDirectoryName(testFile)!;
        var test = TestContext.CurrentContext.Test;
        var prefix = $"{test.ClassName![(test.ClassName!.LastIndexOf('.') + 1)..]}.{test.MethodName}#";
        var stale = Directory.GetFiles(folder, prefix + "*.verified.cs").ToHashSet(StringComparer.Ordinal);
        var different = new List<string>();
        foreach (var source in result.Results.SelectMany(r => r.GeneratedSources))
        {
            var hint = source.HintName;
            var name = Path.Combine(folder, prefix + hint[..^".cs".Length]);
            var text = $"//HintName: {hint}\n{source.SourceText}".TrimEnd('\n');
            stale.Remove($"{name}.verified.cs");
            File.Delete($"{name}.received.cs");
            if (File.Exists($"{name}.verified.cs") && (await File.ReadAllTextAsync($"{name}.verified.cs")).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') == text)
                continue;
            await File.WriteAllTextAsync($"{name}.received.cs", text);
            different.Add(hint);
        }

        Assert.That(different, Is.Empty, "compare .received.cs with .verified.cs beside the test, and move it there if it is right");
        Assert.That(stale, Is.Empty, "these are no longer generated");
    }
}
