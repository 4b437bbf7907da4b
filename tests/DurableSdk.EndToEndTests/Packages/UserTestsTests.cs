namespace DurableSdk.EndToEndTests.Packages;

/// <summary>What a user does next: the guide's tests and a folder of histories, in a test project of the framework that one has.</summary>
[Category("Packages")]
public sealed class UserTestsTests
{
    [TestCase("NUnit", "[Test]", "", "using NUnit.Framework;")]
    [TestCase("xUnit", "[Fact]", "", "using Xunit;")]
    [TestCase("MSTest", "[TestMethod]", "[TestClass]", "using Microsoft.VisualStudio.TestTools.UnitTesting;")]
    public async Task Tests_of_the_guide_pass_and_a_failing_one_says_why(string framework, string attribute, string classAttribute, string import)
    {
        var guide = new Guide(framework, attribute, classAttribute, import);
        using var app = new UserApp($"Tests.{framework}");
        await File.WriteAllTextAsync(Path.Combine(app.Directory, "OrderTests.cs"), guide.FirstTest);
        await File.WriteAllTextAsync(Path.Combine(app.Directory, "GuideTests.cs"), guide.OtherTests);

        var (succeeded, output) = await app.TryTestAsync();

        foreach (var test in new[]
        {
            "Order_is_charged_once_and_shipped_a_day_later", "Charge_that_fails_is_tried_again", "Order_is_cancelled_after_a_week", "Crash_changes_nothing",
            "Order_ends_paid_or_cancelled_whatever_comes_first", @"History_is_followed ?\(.*order-17\.json",
        })
        {
            Assert.That(output, Does.Match($@"Passed \S*{test}"));
        }

        Assert.That(output, Does.Match(@"Failed \S*History_is_followed ?\(.*order-18\.json").And.Contain("DS5009: Today's code doesn't follow").And.Contain("recorded: step PayAsync#1 (OrderTests.cs:34)"));
        Assert.That(output, Does.Match(@"Failed \S*Order_is_tracked_in_any_order").And.Contain("DS5010: Seed 7 breaks the scenario").And.Contain("ExploreAsync(7, schedules: 1"));
        Assert.That(output, Does.Match(@"Passed:\s+6\s").And.Match(@"Failed:\s+2\s"));
        Assert.That(succeeded, Is.False, output);
    }
}
