using System.Diagnostics;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

[Category("KillStorm")]
public sealed class MailStormTests
{
    [SetUp]
    public void SetUp() => Unix.Require();

    [Test]
    public Task Killed_between_send_delivery_and_use_no_acknowledged_signal_is_lost_and_none_is_used_twice() => RageAsync(byHooks: false);

    [Test]
    public Task Killed_between_delivery_and_use_no_acknowledged_delivery_to_a_hook_is_lost_and_none_is_used_twice() => RageAsync(byHooks: true);

    private static async Task RageAsync(bool byHooks)
    {
        var deaths = Math.Max(10, Settings.Kills / 5);
        using var directory = new TestDirectory();
        using var storm = new MailStorm(directory, Settings.Seed, byHooks);
        var watch = Stopwatch.StartNew();
        for (var death = 0; death < deaths; death++)
            await storm.DieAsync();
        await storm.FinishAsync();
        storm.Report(watch);
    }
}
