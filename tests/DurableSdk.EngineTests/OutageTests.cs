using DurableSdk.CompilerServices;
using Microsoft.Extensions.Logging;

namespace DurableSdk.EngineTests;

/// <summary>What the log says of a host that can't execute.</summary>
[TestFixture]
public sealed class OutageTests() : EngineTest(StoreKind.InMemory, evict: false)
{
    [Test]
    public async Task Store_that_is_away_for_long_is_said_ever_less_and_once_when_it_is_back()
    {
        Time = new HurryingTime();
        var attempts = 0;
        // Twice a second, for ten minutes.
        Probe.OnCall = call =>
        {
            if (call.Operation == StoreOperation.Acquire && ++attempts <= 1200)
                throw new IOException("The disk is gone.");
        };

        var host = await StartHostAsync();

        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
        var lines = Log.Lines.Where(line => line.Id is 43 or 64).ToList();
        Assert.That(lines.Select(line => line.Id), Is.EqualTo([43, 43, 43, 43, 64]));
        Assert.That(lines.Select(DurationOf), Is.EqualTo(["00:00:00", "00:01:00", "00:03:00", "00:07:00", "00:10:00"]));
        Assert.That(lines[0].Exception, Is.InstanceOf<IOException>());
    }

    [Test]
    public async Task Each_outage_is_said_when_it_begins()
    {
        Time = new HurryingTime();
        var attempts = 0;
        var owner = await StartHostAsync();
        Probe.OnCall = call =>
        {
            // The standby's: away, there and held by the other, away, there.
            if (call.Operation == StoreOperation.Acquire && ++attempts is 1 or 3)
                throw new IOException("The disk is gone.");
        };

        await StartHostAsync();

        await Log.Nth(2, line => line.Id == 64).Soon();
        await owner.StopAsync();
        Assert.That(Log.Lines.Where(line => line.Id is 41 or 43 or 64).Select(line => line.Id), Is.EqualTo([43, 64, 41, 43, 64]));
    }

    [Test]
    public async Task Host_without_a_workflow_says_so()
    {
        await using var host = await DurableHost.StartAsync(o => Configure(o.AddManifest(new EmptyManifest()), NewStore()), [], default);

        var line = Log.Lines.Single(line => line.Id == 66);
        Assert.That(line.Level, Is.EqualTo(LogLevel.Warning));
        Assert.That(line.Text, Does.Contain("ExecuteRuns = false"));
    }

    private static string DurationOf(LogLine line) => line.Text.Split(["for ", "after "], StringSplitOptions.None)[^1][..8];

    private sealed class EmptyManifest : DurableManifest
    {
        public override IReadOnlyList<WorkflowDefinition> Workflows => [];

        public override IReadOnlyList<ExceptionDescriptor> Exceptions => [];
    }

    /// <summary>A pause of a host that can't execute is over at once, and the clock has moved by it.</summary>
    private sealed class HurryingTime : TimeProvider
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

        private long _ticks = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Pause)
            {
                Interlocked.Add(ref _ticks, Pause.Ticks);
                dueTime = TimeSpan.Zero;
            }

            return System.CreateTimer(callback, state, dueTime, period);
        }
    }
}
