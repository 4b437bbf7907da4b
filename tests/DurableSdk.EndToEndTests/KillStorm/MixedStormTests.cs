using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Everything at once: a thousand kills at night, a hundred in CI.</summary>
[Category("KillStorm")]
public sealed class MixedStormTests
{
    [SetUp]
    public void SetUp() => Unix.Require();

    [Test]
    public async Task Killed_at_random_moments_everything_comes_to_its_right_end()
    {
        using var directory = new TestDirectory();
        await new MixedStorm(directory, Settings.Seed).RageAsync(Settings.MixedKills);
    }

    [Test]
    public async Task Killed_and_its_log_torn_it_goes_on_from_an_earlier_moment_to_the_right_end()
    {
        using var directory = new TestDirectory();
        var storm = new MixedStorm(directory, Settings.Seed, tears: true);
        await storm.RageAsync(Math.Max(10, Settings.Kills / 5));
        Assert.That(storm.Losses, Is.Positive, "No tear has cost anything: the test has shown nothing.");
    }
}
