using Microsoft.Data.Sqlite;

namespace DurableSdk.EngineTests;

/// <summary>A log that isn't as it was written is reported, by whoever reads it, and never replayed. The log: start, signal, step, signal, step.</summary>
/// <remarks>On SQLite alone: nothing but the program itself can change what is in its memory.</remarks>
[TestFixture(StoreKind.Sqlite, false)]
[TestFixture(StoreKind.Sqlite, true)]
public sealed class GuardTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    internal override bool CountsEvents => true;

    private static readonly TestCaseData[] Damages =
    [
        new("UPDATE events SET body = CAST(replace(CAST(body AS TEXT), 'NoteAsync', 'NoteAsynk') AS BLOB) WHERE seq = 3", "Event 3") { TestName = "{m}(a byte of a body)" },
        new("UPDATE events SET body = CAST(body AS TEXT) WHERE seq = 3", "Event 3") { TestName = "{m}(the type of a body)" },
        new("UPDATE events SET kind = 13 WHERE seq = 3", "kind (13)") { TestName = "{m}(a kind)" },
        new("UPDATE events SET kind = 'eleven' WHERE seq = 3", "kind (0)") { TestName = "{m}(the type of a kind)" },
        new("UPDATE events SET kind = kind + 4294967296 WHERE seq = 3", "Event 3") { TestName = "{m}(a high bit of a kind)" },
        new("UPDATE events SET format = 2 WHERE seq = 3", "format (2)") { TestName = "{m}(a format)" },
        new("UPDATE events SET at = at + 1 WHERE seq = 3", "time") { TestName = "{m}(a time)" },
        new("UPDATE events SET at = 9000000000000000000 WHERE seq = 3", "time (9000000000000000000)") { TestName = "{m}(a time that is none)" },
        new("UPDATE events SET position = 1000 WHERE seq = 3", "position (1000)") { TestName = "{m}(a position)" },
        new("UPDATE events SET checksum = checksum + 1 WHERE seq = 3", "Event 3") { TestName = "{m}(a checksum)" },
        new("UPDATE events SET seq = -seq WHERE seq IN (3, 5); UPDATE events SET seq = 8 + seq WHERE seq < 0", "Event 3") { TestName = "{m}(two events swapped)" },
        new("UPDATE runs SET run_id = 'other'; UPDATE runs SET run_id = 'guarded'; UPDATE events SET run = 77 WHERE seq = 5", "ends with event 4") { TestName = "{m}(an event of a run that isn't there)" },
        new("DELETE FROM events WHERE seq = 1", "no event 1") { TestName = "{m}(the first event lost)" },
        new("DELETE FROM events WHERE seq = 3", "no event 3") { TestName = "{m}(an event lost)" },
        new("DELETE FROM events WHERE seq = 5", "ends with event 4") { TestName = "{m}(the last event lost)" },
        new("DELETE FROM events", "ends with event 0") { TestName = "{m}(the whole log lost)" },
        new("UPDATE workflows SET name = 'AddWorkflow'", "AddWorkflow version 1") { TestName = "{m}(its workflow)" },
    ];

    [TestCaseSource(nameof(Damages))]
    public async Task Log_that_was_changed_blocks_its_run_and_the_others_go_on(string sql, string named)
    {
        await WriteAsync();
        Change(sql);
        var done = Journal.Lines.Count;

        var host = await StartHostAsync();
        await host.Client.ResumeAsync("guarded");
        var blocked = (Blocked)(await Probe.Blocked("guarded", "DS1006")).Entry.Event;

        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(Journal.Lines, Has.Count.EqualTo(done), "nothing ran again");
        await host.Client.ResumeAsync("guarded");
        var again = (Blocked)(await Probe.Blocked("guarded", "DS1006", n: 2)).Entry.Event;
        Assert.That(again.Report, Is.EqualTo(blocked.Report).Or.Contain("no event"), "a resume doesn't make it good");
        await host.Client.TerminateAsync("guarded").Soon();
        Assert.That((await host.Client.GetRunAsync("guarded"))!.Status, Is.EqualTo(RunStatus.Terminated), "what nobody can mend can be ended");
    }

    [TestCaseSource(nameof(Damages))]
    public async Task Log_that_was_changed_is_reported_to_whoever_reads_it(string sql, string named)
    {
        await WriteAsync();
        Change(sql);
        var host = await StartHostAsync(o => o.ExecuteRuns = false);

        if (!sql.Contains("workflows", StringComparison.Ordinal))
        {
            Assert.That((await RefusedAsync("DS1006", () => EventsAsync(host, "guarded"))).Message, Does.Contain(named).And.Contain("guarded"));
            await RefusedAsync("DS1006", () => host.Client.QueryAsync<int>("guarded", "Sum"));
            await RefusedAsync("DS1006", () => host.Client.GetPositionAsync("guarded"));
        }

        if (sql.Contains("seq = 3", StringComparison.Ordinal))
            await RefusedAsync("DS1006", () => host.Client.ForkAsync("guarded", 3));
    }

    [Test]
    public async Task Log_that_ends_while_its_run_goes_on_blocks_it()
    {
        await WriteAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await client.Client.StartGuardedWorkflowAsync(new() { RunId = "other" });
        await client.Client.TerminateAsync("other");
        await client.StopAsync();
        Change("UPDATE runs SET status = 1, wake_at = 0 WHERE run_id = 'other'");

        await StartHostAsync();
        var blocked = (Blocked)(await Probe.Blocked("other", "DS1006")).Entry.Event;
        Assert.That(blocked.Report, Does.Contain("Event 2 of run other").And.Contain("the run's record says that it goes on"));
    }

    [Test]
    public async Task Subscription_gets_a_damaged_event_as_such_and_goes_on()
    {
        await WriteAsync();
        Change("UPDATE events SET body = zeroblob(9) WHERE seq = 3; UPDATE events SET run = 77 WHERE seq = 4");
        var host = await StartHostAsync(o => o.ExecuteRuns = false);
        await using var events = host.Client.SubscribeAsync("mail").GetAsyncEnumerator();
        var got = new List<SubscribedEvent>();
        while (got.Count < 5 && await events.MoveNextAsync().AsTask().Soon())
            got.Add(events.Current);

        Assert.That(got.Select(e => e.Position), Is.EqualTo(new long[] { 1, 2, 3, 4, 5 }));
        Assert.That(got.Select(e => e.RunId), Is.EqualTo(["guarded", "guarded", "guarded", "", "guarded"]));
        Assert.That(got.Select(e => e.Entry.Event is DamagedEvent), Is.EqualTo([false, false, true, true, false]));
        Assert.That(((DamagedEvent)got[2].Entry.Event).Report, Does.Contain("DS1006").And.Contain("Event 3 of run guarded"));
        Assert.That((await Log.Line(line => line.Id == 61).Soon()).Text, Does.Contain("position 3"));
    }

    [TestCase("UPDATE inbox SET body = CAST(replace(CAST(body AS TEXT), '[4]', '[5]') AS BLOB)")]
    [TestCase("UPDATE inbox SET body = zeroblob(length(body))")]
    [TestCase("UPDATE inbox SET body = CAST(body AS TEXT) || 'x'")]
    [TestCase("UPDATE inbox SET kind = 4")]
    [TestCase("UPDATE inbox SET at = at + 1")]
    [TestCase("UPDATE inbox SET at = 9000000000000000000")]
    [TestCase("UPDATE inbox SET message_id = 'other'")]
    [TestCase("UPDATE inbox SET position = 77; UPDATE host SET last_inbox_position = 77")]
    public async Task Message_that_was_changed_is_reported_and_not_delivered(string sql)
    {
        await WriteAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await client.Client.SignalAsync("guarded", "add", 4);
        await client.StopAsync();
        Change(sql);

        var host = await StartHostAsync();
        var blocked = (Blocked)(await Probe.Blocked("guarded", "DS3020")).Entry.Event;
        Assert.That(blocked.Report, Does.Contain("in the inbox of run guarded"));
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));

        await host.Client.SignalAsync("guarded", "add", 40);
        await host.Client.SignalAsync("guarded", "add", 0);
        await host.Client.ResumeAsync("guarded");
        Assert.That(await host.Client.GetGuardedWorkflow("guarded").ResultAsync().Soon(), Is.EqualTo(43), "without the damaged one");
        Assert.That(Probe.Commits.Count(commit => commit.Entry.Event is Blocked), Is.EqualTo(1));
    }

    [Test]
    public async Task Message_that_was_moved_to_another_run_is_not_delivered()
    {
        await WriteAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await client.Client.StartGuardedWorkflowAsync(new() { RunId = "other" });
        await client.Client.SignalAsync("other", "add", 4);
        await client.StopAsync();
        Change("UPDATE inbox SET run = 1; UPDATE runs SET wake_at = 0 WHERE id = 1");

        await StartHostAsync();
        await Probe.Blocked("guarded", "DS3020");
    }

    /// <summary>A run that has done two of its steps, and rests; nobody has it in hand.</summary>
    private async Task WriteAsync()
    {
        var host = await StartHostAsync();
        await host.Client.StartGuardedWorkflowAsync(new() { RunId = "guarded" });
        for (var i = 1; i <= 2; i++)
        {
            await host.Client.SignalAsync("guarded", "add", i);
            await Probe.Event<StepCompleted>("guarded", n: i);
        }

        await host.StopAsync();
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.That(command.ExecuteNonQuery(), Is.Positive, sql);
    }
}
