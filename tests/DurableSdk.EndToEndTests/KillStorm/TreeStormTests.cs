using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

[Category("KillStorm")]
public sealed class TreeStormTests
{
    private static readonly int Kills = Math.Max(10, Settings.Kills / 10);

    [SetUp]
    public void SetUp() => Unix.Require();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Killed_at_random_moments_every_parent_completes_and_every_child_runs_once(bool evict)
    {
        using var directory = new TestDirectory();
        await new TreeStorm(directory, Settings.Seed, evict).RageAsync(evict ? Math.Max(5, Kills / 5) : Kills);
    }
}
