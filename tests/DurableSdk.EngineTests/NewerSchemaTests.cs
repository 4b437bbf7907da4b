using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DurableSdk.EngineTests;

/// <summary>A rolling deployment: a newer version of the program migrates the file under a host that runs.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class NewerSchemaTests(bool evict) : EngineTest(StoreKind.Sqlite, evict)
{
    [Test]
    public async Task Host_stops_executing_says_so_once_and_the_newer_one_goes_on()
    {
        var old = await StartHostAsync();
        var working = await old.Client.StartTwoStepWorkflowAsync("gate");
        var waiting = await old.Client.StartBasketWorkflowAsync();
        await Journal.Reached("at gate").Soon();
        await (Evicts ? Probe.Released(waiting.RunId) : Probe.Rested(waiting.RunId));

        SetSchema(99);
        var line = await Log.Line(63).Soon();
        Assert.That(line.Level, Is.EqualTo(LogLevel.Error));
        Assert.That(line.Text, Does.Contain("DS3003").And.Contain("has schema 99"));
        Assert.That(old.Client.HostStatus.State, Is.EqualTo(HostState.Outdated));
        Assert.That(old.Client.HostStatus.Detail, Does.Contain("DS3003"));
        await RefusedAsync("DS3003", () => old.Client.GetRunAsync(working.RunId));
        await RefusedAsync("DS3003", () => old.Client.StartAddWorkflowAsync(1, 1));
        await RefusedAsync("DS3003", () => working.WaitAsync());
        await RefusedAsync("DS3003", () => EventsAsync(old, working.RunId));

        // As the newer program sees it. The old one has stopped by itself, and stays so.
        SetSchema(null);
        var next = await StartHostAsync();
        await Journal.Until(() => Journal.Count($"two {working.RunId}/TwoAsync#1") == 2).Soon();
        Journal.Reach("gate");
        await next.Client.GetTwoStepWorkflow(working.RunId).WaitAsync().Soon();
        Assert.That(Journal.Count("one"), Is.EqualTo(1));
        CrashTests.AssertRecordedOnce(await EventsAsync(next, working.RunId));
        Assert.That((await next.Client.GetRunAsync(waiting.RunId))?.Status, Is.EqualTo(RunStatus.Waiting));
        Assert.That(Complaints(), Is.EqualTo([63]), "one line, and nothing of what failed by it");
    }

    [Test]
    public async Task Busy_host_says_it_once_too()
    {
        var old = await StartHostAsync();
        for (var i = 0; i < 20; i++)
            await old.Client.StartTickingWorkflowAsync(40_000);
        await Journal.Until(() => Journal.Lines.Count > 200).Soon();

        SetSchema(99);
        await Log.Line(63).Soon();
        await old.StopAsync().Soon();
        Assert.That(Complaints(), Is.EqualTo([63]));
    }

    [Test]
    public async Task Standby_gives_up_waiting_and_a_client_is_told()
    {
        var time = UseManualTime();
        var owner = await StartHostAsync();
        var standby = await StartHostAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await Log.Line(41).Soon();

        SetSchema(99);
        time.Advance(TimeSpan.FromSeconds(1));
        await Log.Line(63).Soon();
        await RefusedAsync("DS3003", () => standby.Client.ListRunsAsync());
        await RefusedAsync("DS3003", () => client.Client.CountRunsAsync());
        await RefusedAsync("DS3003", () => owner.Client.StartAddWorkflowAsync(1, 1));
    }

    /// <summary>What an operator reads of it.</summary>
    private int[] Complaints() => [.. Log.Lines.Where(line => line.Level >= LogLevel.Warning && line.Category.StartsWith("DurableSdk.", StringComparison.Ordinal)).Select(line => line.Id)];

    /// <summary>From another connection, as another program does; null for what this code writes.</summary>
    private void SetSchema(int? version)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout = 60000; PRAGMA user_version = {version ?? Sqlite.Database.Migrator.Newest}";
        command.ExecuteNonQuery();
    }
}

public sealed class TickingWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync(int ticks)
    {
        for (var i = 0; i < ticks; i++)
            await TickAsync();
    }

    [Step]
    private Task TickAsync()
    {
        journal.Add("tick");
        return Task.CompletedTask;
    }
}
