namespace DurableSdk.EndToEndTests.Packages;

/// <summary>What a user does next: the guide's first test, and a folder of histories, in a test project of the framework that one has.</summary>
[Category("Packages")]
public sealed class UserTestsTests
{
    [TestCase("NUnit", "[Test]", "using NUnit.Framework;")]
    [TestCase("XUnit", "[Fact]", "using Xunit;")]
    public async Task Test_of_the_guide_passes_and_a_failing_one_says_why(string framework, string attribute, string import)
    {
        using var app = new UserApp($"Tests{framework}");
        await File.WriteAllTextAsync(Path.Combine(app.Directory, "OrderTests.cs"), import + Environment.NewLine + FirstTestOfTheGuide(attribute));

        var (succeeded, output) = await app.TryTestAsync();

        Assert.That(output, Does.Match(@"Passed \S*Order_is_charged_once_and_shipped_a_day_later").And.Match(@"Passed \S*History_is_followed\(.*order-17\.json"));
        Assert.That(output, Does.Match(@"Failed \S*History_is_followed\(.*order-18\.json").And.Contain("DS5009: Today's code doesn't follow").And.Contain("recorded: step PayAsync#1 (OrderWorkflow.cs:34)"));
        Assert.That(output, Does.Match(@"Failed \S*Order_is_tracked_in_any_order").And.Contain("DS5010: Seed 7 breaks the scenario").And.Contain("ExploreAsync(7, schedules: 1"));
        Assert.That(output, Does.Match(@"Passed:\s+2\s").And.Match(@"Failed:\s+2\s"));
        Assert.That(succeeded, Is.False, output);
    }

    /// <summary>As it stands there, with the framework's attribute in the place that it leaves for it.</summary>
    private static string FirstTestOfTheGuide(string attribute)
    {
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Packages", "testing.md")).ReplaceLineEndings("\n");
        var block = guide.Split("```csharp\n")[1].Split("```")[0];
        var place = block.Split('\n').Single(line => line.TrimStart().StartsWith("// [Test]", StringComparison.Ordinal));
        return block.Replace(place, $"    {attribute}", StringComparison.Ordinal);
    }
}
