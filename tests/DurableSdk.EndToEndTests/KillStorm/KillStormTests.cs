using System.Diagnostics;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

[Category("KillStorm")]
public sealed class KillStormTests
{
    private static readonly int Fewer = Math.Max(5, Settings.Kills / 5);

    [SetUp]
    public void SetUp() => Unix.Require();

    [Test]
    public Task Killed_at_random_moments_every_run_completes_and_nothing_recorded_runs_again() =>
        StormAsync(Settings.Kills, Unix.Kill);

    [Test]
    public Task Killed_while_runs_are_evicted_after_every_await_every_run_completes() =>
        StormAsync(Fewer, Unix.Kill, evict: true);

    [Test]
    public Task Terminated_gracefully_what_was_finished_is_recorded_and_every_run_completes() =>
        StormAsync(Fewer, Unix.Terminate);

    [Test]
    public Task A_step_replaced_between_two_starts_runs_new_code_where_it_was_not_recorded() =>
        StormAsync(Fewer, Unix.Kill, builds: [WorkloadProcess.First, WorkloadProcess.Next]);

    [TestCase(false)]
    [TestCase(true)]
    public async Task Killed_while_runs_compensate_each_step_is_undone_once_and_in_reverse(bool evict)
    {
        using var directory = new TestDirectory();
        var storm = new RefundStorm(directory, Settings.Seed, evict);
        for (var death = 0; death < (evict ? Fewer : Math.Max(5, Settings.Kills / 2)); death++)
            await storm.DieAsync();
        await storm.FinishAsync();
    }

    private static async Task StormAsync(int deaths, int signal, bool evict = false, params string[] builds)
    {
        using var directory = new TestDirectory();
        var storm = new Storm(directory, Settings.Seed)
        {
            // Lives are short, and of many runs some get no turn before the next kill, for many lives in a row.
            Configure = arguments => arguments with { Evict = evict, CrashedRecoveriesMax = 10_000 },
        };
        var watch = Stopwatch.StartNew();
        string BuildOf(int life) => builds.Length == 0 ? WorkloadProcess.First : builds[life * builds.Length / (deaths + 1)];
        for (var death = 0; death < deaths; death++)
        {
            await storm.DieAsync(signal, BuildOf(death));
            if (death % 20 == 19)
                await TestContext.Progress.WriteLineAsync($"{death + 1} of {deaths} deaths, {storm.Log!.Events.Count} events, {watch.Elapsed.TotalSeconds:F0} s");
        }

        await storm.FinishAsync(BuildOf(deaths));
        storm.Report(watch);
    }
}
