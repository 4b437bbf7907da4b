using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

[Category("KillStorm")]
public sealed class ProjectionStormTests
{
    private static readonly int Kills = Math.Max(10, Settings.Kills / 10);

    [SetUp]
    public void SetUp() => Unix.Require();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Killed_at_random_moments_each_event_is_projected_exactly_once_and_reaches_the_subscriber_at_least_once(bool evict)
    {
        using var directory = new TestDirectory();
        var storm = new ProjectionStorm(directory, Settings.Seed, evict);
        await storm.RageAsync(evict ? Math.Max(8, Kills / 5) : Kills);
        Assert.That(storm.Undone, Is.Positive, "No kill hit a projection: the test has shown nothing.");
        Assert.That(storm.GotAgain, Is.Positive, "No kill hit the subscriber: the test has shown nothing.");
    }
}
