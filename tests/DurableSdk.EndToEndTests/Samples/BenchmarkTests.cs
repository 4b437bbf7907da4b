using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Samples;

/// <summary>The benchmark program measures as its README tells people to; what it measures is no matter here.</summary>
[Category("Samples")]
public sealed class BenchmarkTests
{
    [Test]
    public async Task Quick_benchmarks_fill_the_table_and_draw_the_plot()
    {
        using var directory = new TestDirectory();
        using var benchmarks = ChildProcess.Start(
            ChildProcess.Dotnet,
            [Path.Combine(AppContext.BaseDirectory, "DurableSdk.Benchmarks.dll"), "--quick", "--seconds", "0.1", "--output", directory["results.svg"], "steps-64", "alone", "allocation"],
            directory.Path);
        await benchmarks.SucceedsAsync();

        var rows = benchmarks.Output.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(line => line.Split('|')[1..^1]).ToList();
        Assert.That(rows, Has.Count.GreaterThanOrEqualTo(3), benchmarks.ToString);
        Assert.That(rows.Select(row => row[0].Trim()), Is.Unique.And.All.Not.Empty);
        Assert.That(rows.Select(row => row[1]), Has.All.Matches(@"[1-9]"), benchmarks.ToString);
        Assert.That(await File.ReadAllTextAsync(directory["results.svg"]), Does.StartWith("<svg").And.EndsWith("</svg>\n").IgnoreCase);
    }
}
