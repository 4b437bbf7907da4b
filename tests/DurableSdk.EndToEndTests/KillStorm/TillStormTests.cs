using System.Diagnostics;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

[Category("KillStorm")]
public sealed class TillStormTests
{
    [SetUp]
    public void SetUp() => Unix.Require();

    [Test]
    public async Task Killed_between_send_decision_and_answer_every_acknowledged_update_is_done_once_and_a_refused_one_not_at_all()
    {
        var deaths = Math.Max(10, Settings.Kills / 5);
        using var directory = new TestDirectory();
        using var storm = new TillStorm(directory, Settings.Seed);
        var watch = Stopwatch.StartNew();
        for (var death = 0; death < deaths; death++)
            await storm.DieAsync();
        await storm.FinishAsync();
        storm.Report(watch);
    }
}
