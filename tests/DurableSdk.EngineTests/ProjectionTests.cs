using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using DurableSdk.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

[TestFixture(false)]
[TestFixture(true)]
public sealed partial class ProjectionTests(bool evict) : EngineTest(StoreKind.Sqlite, evict)
{
    internal override bool CountsEvents => true;

    [Test]
    public async Task Projection_gets_what_is_there_and_what_comes_in_order_and_once()
    {
        var first = await StartHostAsync();
        await RunAsync(first, 3);
        await first.StopAsync();

        var host = await StartHostAsync(o => o.AddProjection("counts", InsertAsync, new() { BatchSize = 4 }));
        await RunAsync(host, 3);
        await CaughtUpAsync(host);
        Assert.That(Rows(), Is.EqualTo(await PositionsAsync(host)));
        Assert.That(Rows(), Has.Count.EqualTo(18));
    }

    [Test]
    public async Task What_a_projection_is_done_with_and_fails_on_is_measured()
    {
        using var measured = new Measured();
        var time = UseManualTime();
        var host = await StartHostAsync(o =>
        {
            o.Services.AddSingleton<IMeterFactory>(measured);
            o.AddProjection("counts", (e, _, _) => e.Entry.Event is StepCompleted && Journal.Count("mended") == 0 ? throw new FormatException() : Task.CompletedTask);
        });
        await RunAsync(host, 1);
        Assert.That((await measured.First("durable.projection.failures"))["durable.projection"], Is.EqualTo("counts"));

        Journal.Add("mended");
        await Log.Line(50).Soon();
        time.Advance(TimeSpan.FromMinutes(1));
        // The event that it failed on, alone, and the one behind it.
        await measured.All.Nth(2, one => one is { Instrument: "durable.projection.lateness", Value: 60 }).Soon();
        Assert.That(measured.Of("durable.projection.events").Sum(one => one.Value), Is.EqualTo(3));
        Assert.That(measured.Of("durable.projection.lateness").Select(one => one["durable.projection"]), Has.All.EqualTo("counts"));
    }

    [Test]
    public async Task Rows_and_position_are_committed_together()
    {
        var seen = new List<(long, int)>();
        var host = await StartHostAsync(o => o.AddProjection("counts", async (e, transaction, cancel) =>
        {
            await InsertAsync(e, transaction, cancel);
            lock (seen)
                seen.Add((e.Position, Rows().Count(position => position == e.Position)));
        }));
        await RunAsync(host, 1);
        await CaughtUpAsync(host);
        Assert.That(seen, Has.Count.EqualTo(3).And.All.Matches<(long, int Rows)>(one => one.Rows == 0), "nobody else sees a row before the position has moved");
        Assert.That(Rows(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Handler_that_throws_is_undone_and_gets_the_event_again_while_others_go_on()
    {
        var time = UseManualTime();
        var host = await StartHostAsync(o => o
            .AddProjection("bad", async (e, transaction, cancel) =>
            {
                await InsertAsync(e, transaction, cancel);
                if (e.Entry.Event is StepCompleted && Journal.Count("mended") == 0)
                    throw new FormatException("secret");
            })
            .AddProjection("good", (e, _, _) =>
            {
                Journal.Add($"good {e.Position}");
                return Task.CompletedTask;
            }));
        var run = await host.Client.StartAddWorkflowAsync(1, 2);
        await run.ResultAsync().Soon();
        await Journal.Until(() => Journal.Count("good 3") == 1).Soon();
        await Log.Line(50).Soon();
        Assert.That(Rows(), Is.EqualTo(new long[] { 1 }), "what came before the event is done");
        Assert.That((await SubscriptionAsync(host, "bad")).Position, Is.EqualTo(1));
        Assert.That((await Log.Line(50)).Text, Does.Contain("bad").And.Contain("FormatException").And.Not.Contain("secret"));

        Journal.Add("mended");
        time.Advance(TimeSpan.FromMilliseconds(101));
        await CaughtUpAsync(host, "bad");
        Assert.That(Rows(), Is.EqualTo(new long[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Handler_that_holds_the_connection_too_long_is_undone_and_runs_go_on()
    {
        var time = UseManualTime();
        var host = await StartHostAsync(o => o.AddProjection("slow", async (e, transaction, cancel) =>
        {
            await InsertAsync(e, transaction, cancel);
            if (e.Position != 1 || Journal.Count("waits") > 0)
                return;
            Journal.Add("waits");
            await Journal.Reached("never", cancel);
        }));
        var run = await host.Client.StartAddWorkflowAsync(1, 2);
        await Journal.Until(() => Journal.Count("waits") == 1).Soon();
        time.Advance(TimeSpan.FromSeconds(5));
        await run.ResultAsync().Soon();
        await Log.Line(line => line.Text.Contains("DS2007", StringComparison.Ordinal)).Soon();
        time.Advance(TimeSpan.FromMilliseconds(101));
        await CaughtUpAsync(host, "slow");
        Assert.That(Rows(), Is.EqualTo(new long[] { 1, 2, 3 }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Commit_whose_outcome_is_unknown_or_that_fails_counts_each_event_once(bool isDone)
    {
        var failures = 0;
        Probe.OnCall = call =>
        {
            if (call.Operation == StoreOperation.Project && call.IsDone == isDone && Interlocked.Increment(ref failures) <= 2)
                throw new IOException("The answer was lost.");
        };
        var host = await StartHostAsync(o => o.AddProjection("counts", InsertAsync));
        await RunAsync(host, 2);
        await CaughtUpAsync(host);
        Assert.That(Rows(), Is.EqualTo(await PositionsAsync(host)));
        Assert.That(failures, Is.GreaterThan(1));
    }

    [Test]
    public async Task Crash_in_the_middle_leaves_no_row_and_the_next_host_goes_on()
    {
        var first = await StartHostAsync(o => o.AddProjection("counts", async (e, transaction, cancel) =>
        {
            await InsertAsync(e, transaction, cancel);
            if (e.Position < 3)
                return;
            Journal.Reach("in the middle");
            await Journal.Reached("never", cancel);
        }));
        await first.Client.StartAddWorkflowAsync(1, 2);
        await Journal.Reached("in the middle").Soon();
        await first.CrashAsync();

        var second = await StartHostAsync(o => o.AddProjection("counts", InsertAsync));
        await RunAsync(second, 1);
        await CaughtUpAsync(second);
        Assert.That(Rows(), Is.EqualTo(await PositionsAsync(second)));
    }

    [Test]
    public async Task Projection_that_is_moved_passes_over_what_it_can_not_do_or_does_all_again()
    {
        var time = UseManualTime();
        var host = await StartHostAsync(o => o.AddProjection("counts", (e, transaction, cancel) =>
            e.Position == 2 ? throw new FormatException() : InsertAsync(e, transaction, cancel)));
        await (await host.Client.StartAddWorkflowAsync(1, 2)).ResultAsync().Soon();
        await Log.Line(50).Soon();
        await host.Client.MoveSubscriptionAsync("counts", 2);
        time.Advance(TimeSpan.FromMilliseconds(101));
        await CaughtUpAsync(host);
        Assert.That(Rows(), Is.EqualTo(new long[] { 1, 3 }));
    }

    [Test]
    public async Task Projection_that_waits_for_more_goes_back_where_it_is_moved_to()
    {
        var host = await StartHostAsync(o => o.AddProjection("counts", (e, _, _) =>
        {
            Journal.Add($"{e.Position}");
            return Task.CompletedTask;
        }));
        await RunAsync(host, 1);
        await CaughtUpAsync(host);
        var again = Journal.Until(() => Journal.Count("1") > 1).Soon();
        // Again and again: it may just be on its way to the wait.
        while (!again.IsCompleted)
        {
            await host.Client.MoveSubscriptionAsync("counts", 0);
            await Task.Yield();
        }

        await again;
        await Journal.Until(() => Journal.Count("3") > 1).Soon();
    }

    [Test]
    public async Task Projection_that_waits_for_more_notices_that_its_subscription_is_deleted_when_another_is_moved()
    {
        var host = await StartHostAsync(o => o.AddProjection("counts", InsertAsync));
        await RunAsync(host, 1);
        await CaughtUpAsync(host);
        await host.Store.OpenSubscriptionAsync("other", 0, Time.GetUtcNow(), default);
        await host.Client.DeleteSubscriptionAsync("counts");
        var noticed = Log.Line(51).Soon();
        while (!noticed.IsCompleted)
        {
            await host.Client.MoveSubscriptionAsync("other", 0);
            await Task.Yield();
        }

        Assert.That((await noticed).Text, Does.Contain("DS4042"));
    }

    [Test]
    public async Task Event_behind_a_gap_is_passed_over_by_the_position_that_the_log_names()
    {
        var time = UseManualTime();
        var first = await StartHostAsync();
        await RunAsync(first, 1);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await first.Client.PurgeAsync(TimeSpan.Zero), Is.EqualTo(1));
        await first.StopAsync();

        var host = await StartHostAsync(o => o.AddProjection("counts", (e, transaction, cancel) =>
            e.Entry.Event is WorkflowStarted ? throw new FormatException() : InsertAsync(e, transaction, cancel)));
        await RunAsync(host, 1);
        var position = long.Parse(EventPosition().Match((await Log.Line(50).Soon()).Text).Groups[1].Value, CultureInfo.InvariantCulture);
        await host.Client.MoveSubscriptionAsync("counts", position);
        time.Advance(TimeSpan.FromMilliseconds(101));
        await CaughtUpAsync(host);
        Assert.That(Rows(), Is.EqualTo(new[] { position + 1, position + 2 }).And.EqualTo((await PositionsAsync(host)).Skip(1)));
    }

    [Test]
    public async Task Projection_whose_subscription_is_deleted_stands_still_and_says_so()
    {
        var host = await StartHostAsync(o => o.AddProjection("counts", InsertAsync));
        await RunAsync(host, 1);
        await CaughtUpAsync(host);
        await host.Client.DeleteSubscriptionAsync("counts");
        await RunAsync(host, 1);
        await Log.Line(51).Soon();
        Assert.That(Rows(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Stopped_host_projects_nothing_more_and_the_next_one_goes_on()
    {
        var first = await StartHostAsync(o => o.AddProjection("counts", InsertAsync));
        await RunAsync(first, 2);
        await first.StopAsync();
        var done = Rows().Count;

        var second = await StartHostAsync(o => o.AddProjection("counts", InsertAsync));
        await CaughtUpAsync(second);
        Assert.That(Rows(), Is.EqualTo(await PositionsAsync(second)));
        Assert.That(done, Is.LessThanOrEqualTo(6));
    }

    [Test]
    public async Task Standby_leaves_the_projection_to_the_host_that_executes()
    {
        var host = await StartHostAsync(o => o.AddProjection("counts", InsertAsync));
        // What has run says that this host is the owner: a start doesn't wait for that.
        await RunAsync(host, 1);
        await StartHostAsync(o => o.AddProjection("counts", (e, _, _) =>
        {
            Journal.Add($"standby {e.Position}");
            return Task.CompletedTask;
        }));
        await RunAsync(host, 2);
        await CaughtUpAsync(host);
        Assert.That(Rows(), Is.EqualTo(await PositionsAsync(host)));
        Assert.That(Journal.Lines, Is.Empty);
    }

    [Test]
    public async Task Projection_that_can_not_be_kept_is_refused_at_start()
    {
        static Task Nothing(SubscribedEvent e, DbTransaction transaction, CancellationToken cancel) => Task.CompletedTask;
        var memory = new ProbedStore(new InMemoryEventStore(Memory), Probe);
        var error = await RefusedAsync("DS3019", () => DurableHost.StartAsync(o => Configure(o, memory, more => more.AddProjection("counts", Nothing))));
        Assert.That(error.Message, Does.Contain("counts").And.Contain("UseSqlite"));
        await RefusedAsync("DS3019", () => StartHostAsync(o => o.AddProjection("counts", Nothing).ExecuteRuns = false));
        await RefusedAsync("DS3019", () => StartHostAsync(o => o.AddProjection("counts", Nothing).AddProjection("counts", Nothing)));
        await RefusedAsync("DS4008", () => StartHostAsync(o => o.AddProjection("", Nothing)));
        Assert.That(() => StartHostAsync(o => o.AddProjection("counts", Nothing, new() { BatchSize = 0 })), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    /// <summary>The table has no key: what is done twice is there twice.</summary>
    private static async Task InsertAsync(SubscribedEvent e, DbTransaction transaction, CancellationToken cancel)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = $"CREATE TABLE IF NOT EXISTS seen (position INTEGER); INSERT INTO seen VALUES ({e.Position})";
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task RunAsync(TestHost host, int runs)
    {
        for (var i = 0; i < runs; i++)
            await (await host.Client.StartAddWorkflowAsync(i, i)).ResultAsync().Soon();
    }

    private async Task CaughtUpAsync(TestHost host, string name = "counts") => await Probe.Projected(name, await host.Client.GetLastPositionAsync());

    private static async Task<SubscriptionRecord> SubscriptionAsync(TestHost host, string name) =>
        (await host.Client.ListSubscriptionsAsync()).Single(one => one.Name == name);

    private static async Task<List<long>> PositionsAsync(TestHost host) =>
        [.. (await host.Store.ReadAllAsync(0, 10_000, default)).Select(e => e.Position)];

    private List<long> Rows()
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'seen'";
        if (command.ExecuteScalar() is 0L)
            return [];
        command.CommandText = "SELECT position FROM seen ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var rows = new List<long>();
        while (reader.Read())
            rows.Add(reader.GetInt64(0));
        return rows;
    }

    [GeneratedRegex("event at position ([0-9]+)")]
    private static partial Regex EventPosition();
}
