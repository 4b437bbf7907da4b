using DurableSdk.Payloads;
using DurableSdk.Storage;
using Microsoft.Data.Sqlite;

namespace DurableSdk.EngineTests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class TransactionTests(bool evict) : EngineTest(StoreKind.Sqlite, evict)
{
    [Test]
    public async Task Rows_and_result_of_a_step_are_committed_together()
    {
        var host = await StartHostAsync();
        var seen = -1L;
        Probe.OnCall = call => seen = call is { Operation: StoreOperation.Append, IsDone: false } && IsResult(call) ? Rows() : seen;
        var run = await host.Client.StartEffectWorkflowAsync("a", 0);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(1));
        Assert.That(seen, Is.Zero, "before its result is there, nobody else sees the row");
        Assert.That(Rows(), Is.EqualTo(1));
        var completed = await Probe.Event<StepCompleted>(run.RunId);
        Assert.That(completed.Attempt, Is.EqualTo(1));
        Assert.That(System.Text.Encoding.UTF8.GetString(completed.Arguments!.Value.Span), Is.EqualTo("[\"a\",0]"), "connection and transaction are no arguments");
    }

    [Test]
    public async Task Failed_attempt_leaves_no_row_and_is_tried_again()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartEffectWorkflowAsync("a", 2);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(1));
        Assert.That(Journal.Count("insert a"), Is.EqualTo(3));
        Assert.That((await Probe.Event<StepAttemptFailed>(run.RunId, n: 2)).Failure.Message, Is.EqualTo("no 2"));
        Assert.That(Rows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Error_of_the_engine_behind_a_transaction_is_no_failure_of_the_store()
    {
        var host = await StartHostAsync();
        // An answer that no store may give: a token that another hook has, and no word of which.
        Probe.Refusal = append => append.Status == RunStatus.Blocked ? null : AppendOutcome.HookRefused;
        var run = await host.Client.StartEffectWorkflowAsync("a", 0);
        await Probe.Blocked(run.RunId, "DS1011");
        await Probe.Released(run.RunId, RunStatus.Blocked);
        Assert.That(Journal.Count("insert a"), Is.EqualTo(1), "it isn't tried again as if the store had failed");

        Probe.Refusal = null;
        await run.ResumeAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(1));
        Assert.That(Rows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Steps_beside_others_take_their_turn()
    {
        var host = await StartHostAsync();
        var runs = new List<WorkflowHandle<int>>();
        for (var i = 0; i < 5; i++)
            runs.Add(await host.Client.StartManyEffectsWorkflowAsync(4));
        foreach (var run in runs)
            Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(8));
        Assert.That(Rows(), Is.EqualTo(5 * 5));
    }

    [Test]
    public async Task Commit_whose_outcome_is_unknown_is_read_and_not_made_again()
    {
        var host = await StartHostAsync();
        var failures = 0;
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.Append, IsDone: true } && IsResult(call) && Interlocked.Increment(ref failures) == 1)
                throw new IOException("The answer was lost.");
        };
        var run = await host.Client.StartEffectWorkflowAsync("a", 0);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(1));
        Assert.That(Journal.Count("insert a"), Is.EqualTo(1));
        Assert.That(Rows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Commit_that_fails_leaves_no_row_and_the_attempt_is_made_again()
    {
        var host = await StartHostAsync();
        var failures = 0;
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.Append, IsDone: false } && IsResult(call) && Interlocked.Increment(ref failures) == 1)
                throw new IOException("The disk is gone.");
        };
        var run = await host.Client.StartEffectWorkflowAsync("a", 0);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(1));
        Assert.That(Journal.Count("insert a"), Is.EqualTo(2));
        Assert.That((await Probe.Event<StepCompleted>(run.RunId)).Attempt, Is.EqualTo(1));
        Assert.That(Rows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Rows_and_record_of_a_compensation_are_committed_together()
    {
        var host = await StartHostAsync();
        var seen = new List<long>();
        Probe.OnCall = call =>
        {
            if (call is not { Operation: StoreOperation.Append, IsDone: false } || LastEvent(call) is not CompensationCompleted)
                return;
            seen.Add(Rows());
            if (seen.Count == 1)
                throw new IOException("The disk is gone.");
        };
        var run = await host.Client.StartUndoneEffectWorkflowAsync("a");

        Assert.CatchAsync<WorkflowFailedException>(() => run.WaitAsync().Soon());
        Assert.That(seen, Is.EqualTo(new[] { 1, 1 }), "before its record is there, the row still is");
        Assert.That(Rows(), Is.Zero);
        Assert.That(Journal.Count("delete a"), Is.EqualTo(2), "without the record it hasn't run");
        Assert.That((await Probe.Event<CompensationCompleted>(run.RunId)).Attempt, Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Step_that_holds_the_connection_too_long_is_undone_and_others_go_on(bool listens)
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartSlowEffectWorkflowAsync(listens);
        await Journal.Reached("begun").Soon();
        var other = host.Client.StartAddWorkflowAsync(1, 1);
        Assert.That(other.IsCompleted, Is.False, "commits wait for the step");

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await (await other.Soon()).ResultAsync().Soon(), Is.EqualTo(2));
        Journal.Reach("go");
        var failed = await Probe.Event<StepAttemptFailed>(run.RunId);
        Assert.That(failed.Failure.Type, Is.EqualTo(typeof(TimeoutException).FullName));
        Assert.That(failed.Failure.Message, Does.StartWith("DS2007: ").And.Contain("5 s"));
        if (!listens)
            Assert.That(Journal.Count("DS2007"), Is.EqualTo(1), "a later call throws");
        time.Advance(failed.RetryAt - time.GetUtcNow() + TimeSpan.FromMilliseconds(2));
        await run.WaitAsync().Soon();
        Assert.That(Rows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Crash_in_the_middle_leaves_no_row_and_the_step_runs_again()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartSlowEffectWorkflowAsync(true);
        await Journal.Reached("begun").Soon();
        await first.CrashAsync();

        var second = await StartHostAsync();
        await second.Client.GetSlowEffectWorkflow(run.RunId).WaitAsync().Soon();
        Assert.That(Rows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Stop_in_the_middle_leaves_no_row_and_records_nothing()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartSlowEffectWorkflowAsync(true);
        await Journal.Reached("begun").Soon();
        await first.StopAsync();
        Assert.That(Rows(), Is.Zero);

        var second = await StartHostAsync();
        await second.Client.GetSlowEffectWorkflow(run.RunId).WaitAsync().Soon();
        Assert.That(Rows(), Is.EqualTo(1));
        Assert.That((await EventsAsync(second, run.RunId)).Select(entry => entry.Event).OfType<StepAttemptFailed>(), Is.Empty);
    }

    [Test]
    public async Task What_a_step_may_not_do_is_refused_and_its_rows_are_committed()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartForbiddenWorkflowAsync();
        Assert.That(
            await run.ResultAsync().Soon(),
            Is.EqualTo(Enumerable.Repeat("DS2008", 9).Concat(["DS2009", "DS2009", "done"])));
        Assert.That(Rows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Transaction_that_ended_before_the_step_did_is_a_failure()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartEndedTransactionWorkflowAsync();
        var error = Assert.CatchAsync<WorkflowFailedException>(() => run.WaitAsync().Soon())!;
        Assert.That(error.Failure.ToString(), Does.Contain("DS2008: "));
    }

    [TestCase("INSERT INTO effects VALUES ('after')")]
    [TestCase("SAVEPOINT own")]
    [TestCase("SELECT 1; INSERT INTO effects VALUES ('after')")]
    public async Task Nothing_is_written_after_SQLite_has_ended_the_transaction(string sql)
    {
        var host = await StartHostAsync();
        await (await host.Client.StartEffectWorkflowAsync("a", 0)).ResultAsync().Soon();
        var run = await host.Client.StartWriteAfterRollbackWorkflowAsync(sql);
        var error = Assert.CatchAsync<WorkflowFailedException>(() => run.WaitAsync().Soon())!;
        Assert.That(error.Failure.ToString(), Does.Contain("DS2008: ").And.Contain("ROLLBACK"));
        Assert.That(Rows(), Is.EqualTo(1), "that of the other workflow");
        Assert.That(await (await host.Client.StartEffectWorkflowAsync("b", 0)).ResultAsync().Soon(), Is.EqualTo(2));
    }

    [TestCase("CREATE TEMP TABLE events AS SELECT 1 AS position")]
    [TestCase("CREATE TEMP VIEW runs AS SELECT 1 AS id")]
    [TestCase("CREATE TEMP TRIGGER mine AFTER INSERT ON main.events BEGIN SELECT 1; END")]
    [TestCase("CREATE TEMP TABLE mine (id); ALTER TABLE mine RENAME TO inbox")]
    public async Task Nothing_hides_the_log_from_the_host(string sql)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartSqlWorkflowAsync(sql);
        var error = Assert.CatchAsync<WorkflowFailedException>(() => run.WaitAsync().Soon())!;
        Assert.That(error.Failure.ToString(), Does.Contain("DS2008: "));
        Assert.That(await (await host.Client.StartEffectWorkflowAsync("a", 0)).ResultAsync().Soon(), Is.EqualTo(1));
    }

    [Test]
    public async Task Step_whose_result_can_not_be_encoded_is_made_again_only_once_it_can()
    {
        var broken = true;
        var host = await StartHostAsync(o => o.UseCodec(new FailingCodec { Fails = () => Volatile.Read(ref broken) && Journal.Count("insert a") > 0 }));
        Probe.Codec = new EventCodec(new PayloadCodecs([new FailingCodec { Fails = () => false }], [], 1 << 20));
        var run = await host.Client.StartEffectWorkflowAsync("a", 0);
        var line = await Log.Line(line => line.Id == 16 && Log.Lines.Count(one => one.Id == 16) >= 3).Soon();
        Assert.That(line.Text, Does.Contain("DS2012"));
        Assert.That((Journal.Count("insert a"), Rows()), Is.EqualTo((1, 0L)));
        Volatile.Write(ref broken, false);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(1));
        Assert.That((Journal.Count("insert a"), Rows()), Is.EqualTo((2, 1L)));
    }

    [Test]
    public async Task Result_that_can_not_be_recorded_leaves_no_row_and_blocks()
    {
        var host = await StartHostAsync(o => o.PayloadBytesMax = 2000);
        var run = await host.Client.StartLargeEffectWorkflowAsync(3000);
        await Probe.Blocked(run.RunId, "DS2002");
        Assert.That(Rows(), Is.Zero);
    }

    private static bool IsResult(StoreCall call) => LastEvent(call) is StepCompleted;

    private static RunEvent LastEvent(StoreCall call) => EventCodec.Plain.Decode(call.RunId, call.Append!.Events[^1]).Event;

    /// <summary>As another connection sees them.</summary>
    private long Rows()
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'effects'";
        if ((long)command.ExecuteScalar()! == 0)
            return 0;
        command.CommandText = "SELECT count(*) FROM effects";
        return (long)command.ExecuteScalar()!;
    }
}

[TestFixture(false)]
[TestFixture(true)]
public sealed class NoTransactionTests(bool evict) : EngineTest(StoreKind.InMemory, evict)
{
    [Test]
    public async Task Store_without_transactions_blocks_the_run()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartEffectWorkflowAsync("a", 0);
        var blocked = (Blocked)(await Probe.Blocked(run.RunId, "DS3013")).Entry.Event;
        Assert.That(blocked.Report, Does.Contain("InsertAsync#1").And.Contain("UseSqlite"));
        Assert.That(Journal.Lines, Is.Empty);
    }
}
