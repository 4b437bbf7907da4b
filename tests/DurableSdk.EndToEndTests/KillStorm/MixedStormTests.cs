using System.Diagnostics;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Everything at once: a thousand kills at night, a hundred in CI.</summary>
[Category("KillStorm")]
public sealed class MixedStormTests
{
    private static readonly int Kills = Settings.Kills >= 1000 ? Settings.Kills : Math.Max(10, Settings.Kills / 2);

    [SetUp]
    public void SetUp() => Unix.Require();

    [Test]
    public async Task Killed_at_random_moments_everything_comes_to_its_right_end()
    {
        using var directory = new TestDirectory();
        var storm = new MixedStorm(directory, Settings.Seed);
        await StormAsync(storm, Kills);
    }

    [Test]
    public async Task Killed_and_its_log_torn_it_goes_on_from_an_earlier_moment_to_the_right_end()
    {
        using var directory = new TestDirectory();
        var storm = new MixedStorm(directory, Settings.Seed, tears: true);
        await StormAsync(storm, Math.Max(10, Kills / 5));
        Assert.That(storm.Losses, Is.Positive, "No tear has cost anything: the test has shown nothing.");
    }

    private static async Task StormAsync(MixedStorm storm, int kills)
    {
        var watch = Stopwatch.StartNew();
        for (var killed = 0; killed < kills;)
            killed += await storm.DieAsync() ? 1 : 0;
        await storm.FinishAsync();
        await TestContext.Out.WriteLineAsync($"{kills} kills in {watch.Elapsed.TotalSeconds:F0} s, seed {Settings.Seed}: {storm.Log!.Runs.Count} runs, {storm.Log.Events.Count} events, {storm.Losses} deaths with losses.");
    }
}
