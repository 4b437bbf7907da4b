using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

[Category("KillStorm")]
public sealed class EffectStormTests
{
    private static readonly int Kills = Math.Max(10, Settings.Kills / 10);

    [SetUp]
    public void SetUp() => Unix.Require();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Killed_at_random_moments_each_effect_is_there_exactly_once(bool evict)
    {
        using var directory = new TestDirectory();
        var storm = new EffectStorm(directory, Settings.Seed, evict);
        await storm.RageAsync(evict ? Math.Max(5, Kills / 5) : Kills);
        Assert.That(storm.Undone, Is.Positive, "No kill hit a step: the test has shown nothing.");
    }
}
