using System.Collections.Concurrent;
using DurableSdk.Sqlite;
using DurableSdk.Sqlite.Database;
using DurableSdk.StoreTests.Contract;
using Microsoft.Data.Sqlite;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>What waits is written together, and one failure stays one.</summary>
public sealed class SqliteGroupCommitTests : SqliteTests
{
    private const int Runs = 20;

    private readonly ConcurrentQueue<string> _statements = new();
    private Action<string> _beforeStatement = static _ => { };

    [Test]
    public async Task What_waits_is_one_transaction()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;

        var results = await TogetherAsync(store, owner);

        Assert.That(results.Select(result => result.Outcome), Is.All.EqualTo(AppendOutcome.Committed));
        Assert.That(_statements.Count(sql => sql == "COMMIT"), Is.EqualTo(2), "the one that held the writer up, and the group");
        Assert.That(_statements, Has.None.StartsWith("UPDATE host"), "the rows have the positions");
    }

    [Test]
    public async Task Starts_of_one_caller_that_waits_for_none_of_them_are_one_flush()
    {
        var (store, _) = await OpenObservedAsync();
        await using var _ = store;
        using var started = new ManualResetEventSlim();
        var begun = 0;
        // The second transaction is held until all have been asked for.
        _beforeStatement = sql =>
        {
            if (sql == "BEGIN IMMEDIATE" && Interlocked.Increment(ref begun) == 2)
                started.Wait(StoreFixture.Patience);
        };

        // A thread of the pool, which the first start may use for itself.
        var starts = await Task.Run(() =>
        {
            var all = Enumerable.Range(0, Runs).Select(i => store.CreateRunAsync(Run($"new-{i}"), None).AsTask()).ToList();
            started.Set();
            return Task.WhenAll(all);
        });

        Assert.That(starts.Select(start => start.Outcome), Is.All.EqualTo(CreateRunOutcome.Created));
        Assert.That(_statements.Count(sql => sql == "COMMIT"), Is.LessThanOrEqualTo(3), "the first, those that came before the hold, the rest");
    }

    [Test]
    public async Task Plain_append_is_one_insert_per_event()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        await CommitAsync(owner, Append("run-1", 1));
        _statements.Clear();

        await CommitAsync(owner, Append("run-1", 2, events: 2));

        Assert.That(_statements.Select(sql => sql.Split('(')[0].Trim()), Is.EqualTo([
            "BEGIN IMMEDIATE",
            "PRAGMA data_version",
            "INSERT INTO events",
            "INSERT INTO events",
            "COMMIT",
        ]));
    }

    [Test]
    public async Task Host_row_is_read_again_when_another_connection_has_committed()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        await using var other = await Fixture.OpenAsync(Fixture.Options);
        await CommitAsync(owner, Append("run-1", 1));
        _statements.Clear();

        await other.CreateRunAsync(Run("theirs"), None);
        await CommitAsync(owner, Append("run-1", 2));

        Assert.That(_statements.Count(sql => sql.StartsWith("SELECT epoch", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(_statements, Has.None.EqualTo("ROLLBACK"), "a position given twice is refused by the table");
    }

    [Test]
    public async Task Host_row_is_read_again_after_a_transaction_that_was_undone()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        var isFirst = true;
        _beforeStatement = sql =>
        {
            if (sql != "COMMIT" || !isFirst)
                return;
            isFirst = false;
            throw new CrashException(sql);
        };
        Assert.CatchAsync(async () => await CommitAsync(owner, Append("run-1", 1)));
        _statements.Clear();

        await CommitAsync(owner, Append("run-1", 1));

        Assert.That(_statements.Count(sql => sql.StartsWith("SELECT epoch", StringComparison.Ordinal)), Is.EqualTo(1), "positions and epochs that were given in it are void");
    }

    [Test]
    public async Task Claim_looks_for_terminated_runs_only_where_there_are_new_ones()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        await ClaimAsync(owner);
        Assert.That(_statements, Has.None.Contains("hand = 3"));

        await store.TerminateAsync("run-1", sequence => Event(sequence, EventKind.WorkflowTerminated), [], None);
        Assert.That((await ClaimAsync(owner)).Runs.Select(run => (run.RunId, run.Status)), Is.EqualTo([("run-1", RunStatus.Terminated)]));
        _statements.Clear();
        Assert.That((await ClaimAsync(owner)).Runs, Is.Empty);
        Assert.That(_statements, Has.None.Contains("hand = 3"));
    }

    [Test]
    public async Task Append_that_the_file_refuses_fails_alone()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        // A row that nobody can know of: the unique index has the last word.
        RawDatabase.Execute(Fixture.Path, "INSERT INTO events SELECT 1000000, id, 2, 11, 1, 0, x'', 0 FROM runs WHERE run_id = 'run-7'");

        var results = await TogetherAsync(store, owner);

        Assert.That(results[7], Is.EqualTo(new AppendResult(AppendOutcome.SequenceConflict, 2)));
        Assert.That(results.Where((_, i) => i != 7).Select(result => result.Outcome), Is.All.EqualTo(AppendOutcome.Committed));
        for (var i = 0; i < Runs; i++)
            Assert.That((await store.ReadEventsAsync($"run-{i}", 0, 10, None)).Select(stored => stored.Sequence), Is.EqualTo([1, 2]));
    }

    [Test]
    public async Task Refused_append_fails_alone()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;

        var results = await TogetherAsync(store, owner, i => i == 7 ? 5 : 1);

        Assert.That(results[7], Is.EqualTo(new AppendResult(AppendOutcome.SequenceConflict, 1)));
        Assert.That(results.Where((_, i) => i != 7).Select(result => result.Outcome), Is.All.EqualTo(AppendOutcome.Committed));
        Assert.That(_statements.Count(sql => sql == "COMMIT"), Is.EqualTo(2), "nothing had to be undone");
    }

    [Test]
    public async Task Termination_whose_end_can_not_be_written_fails_alone()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;

        var (terminated, sent) = await WhileHeldAsync(owner, () => (
            store.TerminateAsync("run-1", static _ => throw new DurableException("DS2012", "no key"), [], None).AsTask(),
            store.SendAsync("run-2", Message(), None).AsTask()));

        Assert.That(async () => await terminated, Throws.InstanceOf<DurableException>().With.Message.Contains("no key"));
        Assert.That(await sent, Is.EqualTo(SendResult.Accepted));
    }

    [TestCase("INSERT INTO events")]
    [TestCase("COMMIT")]
    public async Task Group_that_fails_once_is_written_one_by_one(string statement)
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        var remaining = statement == "COMMIT" ? 2 : 10;
        _beforeStatement = sql =>
        {
            if (sql.StartsWith(statement, StringComparison.Ordinal) && --remaining == 0)
                throw new CrashException(sql);
        };

        var results = await TogetherAsync(store, owner);

        Assert.That(remaining, Is.LessThan(0));
        Assert.That(results.Select(result => result.Outcome), Is.All.EqualTo(AppendOutcome.Committed));
        for (var i = 0; i < Runs; i++)
            Assert.That((await store.ReadEventsAsync($"run-{i}", 0, 10, None)).Select(stored => stored.Sequence), Is.EqualTo([1, 2]));
        await CommitAsync(owner, Append("run-1", 2));
    }

    [Test]
    public async Task Nobody_is_told_of_what_could_not_be_committed()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        var wait = store.WaitForFinishAsync("run-1", None).AsTask();
        _beforeStatement = static sql =>
        {
            if (sql == "COMMIT")
                throw new CrashException(sql);
        };

        Assert.That(async () => await AppendAsync(owner, Append("run-1", 1, RunStatus.Completed)), Throws.InstanceOf<CrashException>());
        Assert.That(async () => await store.SendAsync("run-1", Message(), None), Throws.InstanceOf<CrashException>());
        Assert.That(async () => await store.CreateRunAsync(Run("new", Returns), None), Throws.InstanceOf<CrashException>());
        Assert.That(async () => await ClaimAsync(owner), Throws.InstanceOf<CrashException>());
        Assert.That(async () => await owner.ReleaseAsync("run-1", RunStatus.Waiting, null, None), Throws.InstanceOf<CrashException>());
        Assert.That(wait.IsCompleted, Is.False);

        _beforeStatement = static _ => { };
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));
        Assert.That((await wait).Status, Is.EqualTo(RunStatus.Completed));
        await CreateAsync(Run("new", Returns), store);
        Assert.That((await store.GetRunAsync("new", None))?.Workflow, Is.EqualTo("Returns"), "its workflow was forgotten with the failed transaction");
    }

    [TestCase(SqliteSynchronous.Full, 2)]
    [TestCase(SqliteSynchronous.Normal, 1)]
    public async Task Commits_are_flushed_except_of_claims_and_releases(SqliteSynchronous synchronous, int expected)
    {
        var (store, owner) = await OpenObservedAsync(synchronous);
        await using var _ = store;
        var writer = await WriterConnectionAsync(store);
        var levels = new List<long>();
        // What SQLite itself says at the commit, not what it was told.
        _beforeStatement = sql =>
        {
            if (sql == "COMMIT")
                levels.Add(writer.Query("PRAGMA synchronous"));
        };

        for (var i = 0; i < 2; i++)
        {
            await CommitAsync(owner, Append("run-1", 1 + i));
            await ClaimAsync(owner);
            await store.SendAsync("run-1", Message(), None);
            await owner.ReleaseAsync($"run-{2 + i}", RunStatus.Pending, Start, None);
            await store.CreateRunAsync(Run($"new-{i}"), None);
        }

        Assert.That(levels, Is.EqualTo([expected, 1, expected, 1, expected, expected, 1, expected, 1, expected]));
    }

    [Test]
    public void Default_is_full() => Assert.That(new SqliteStoreOptions { ConnectionString = "" }.Synchronous, Is.EqualTo(SqliteSynchronous.Full));

    [Test]
    public async Task No_statement_of_the_writer_reads_a_whole_table()
    {
        var (store, owner) = await OpenObservedAsync();
        await using (store)
        {
            await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting, wakeAt: Start.AddDays(1)));
            var attributes = new Dictionary<string, AttributeValue?> { ["set"] = 1, ["removed"] = null };
            await CommitAsync(owner, Append("run-2", 1) with { Projection = new RunProjection { SetsStatusText = true, StatusText = "begun", Attributes = attributes } });
            await store.SendAsync("run-1", Message(id: "id-1"), None);
            await store.CreateRunAsync(Run("keyed", key: "key"), None);
            await store.TerminateAsync("run-3", sequence => Event(sequence, EventKind.WorkflowTerminated), [], None);
            await ClaimAsync(owner);
            await CommitAsync(owner, Append("run-1", 2, consume: 1));
            await CommitAsync(owner, Append("run-2", 2) with { Hooks = [Hook("token")] });
            await CommitAsync(owner, Append("run-1", 3) with { Hooks = [Hook("other")] });
            await store.ResumeHookAsync("token", Delivery(id: "id-1"), None);
            await owner.CloseHookAsync("run-2", "CreateHook#1", None);
            await owner.ReleaseAsync("run-1", RunStatus.Running, Start, None);
            await owner.DisposeAsync();
            await OwnAsync(store);
        }

        using var connection = RawDatabase.Open(Fixture.Path);
        var statements = _statements.Distinct().Where(sql => sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.StartsWith("UPDATE", StringComparison.Ordinal)
            || sql.StartsWith("DELETE", StringComparison.Ordinal)).ToList();
        Assert.That(statements, Has.Count.GreaterThan(15));
        foreach (var sql in statements)
        {
            var plan = RawDatabase.Column(connection, $"EXPLAIN QUERY PLAN {sql}", 3);
            Assert.That(plan, Has.None.Match("SCAN (TABLE )?(runs|events|inbox|inbox_seen|run_attributes|hooks)"), sql);
            Assert.That(plan, Has.None.Contains("TEMP B-TREE"), sql);
        }
    }

    [Test]
    public async Task Others_are_noticed_while_there_is_always_more_to_write()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        var work = owner.WaitForWorkAsync(None).AsTask();
        await (await OpenAsync()).SendAsync("run-1", Message(), None);
        var appends = new ConcurrentQueue<Task>();
        var (sequence, isOver) = (0L, false);
        _beforeStatement = sql =>
        {
            if (sql == "COMMIT" && !Volatile.Read(ref isOver))
                appends.Enqueue(AppendAsync(owner, Append("run-2", ++sequence)));
        };
        await CommitAsync(owner, Append("blocker", 1));

        LetOthersNotice();

        Assert.That(async () => await work.WaitAsync(StoreFixture.Patience), Throws.Nothing);
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(appends);
    }

    [Test]
    public async Task Termination_that_is_undone_together_with_a_claim_has_ended_nothing()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        var commits = 0;
        _beforeStatement = sql =>
        {
            if (sql == "COMMIT" && ++commits == 2)
                throw new SqliteException("the disk is full", 13);
        };

        var together = await WhileHeldAsync(owner, () => new Task[]
        {
            store.TerminateAsync("run-1", sequence => Event(sequence, EventKind.WorkflowTerminated), [], None).AsTask(),
            ClaimAsync(owner),
            AppendAsync(owner, Append("run-2", 1)),
        });
        foreach (var one in together)
            Assert.That(async () => await one, Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS3005"));

        await CommitAsync(owner, Append("run-1", 1));
        await store.SendAsync("run-1", Message(), None);
        Assert.That((await ClaimAsync(owner)).Runs.Single(run => run.RunId == "run-1").Status.IsFinished(), Is.False);
    }

    [Test]
    public async Task Run_that_gets_the_number_of_one_that_was_purged_beside_it_hears_of_its_messages()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        owner.TakeNewRuns(new RecordingIntake());
        await store.CreateRunAsync(Run("old"), None);

        await Task.WhenAll(await WhileHeldAsync(owner, () => new Task[]
        {
            AppendAsync(owner, Append("old", 1, RunStatus.Completed)),
            store.PurgeAsync(new PurgeRequest(Start.AddDays(9), false, Start.AddDays(9), 0, 100), None).AsTask(),
            store.CreateRunAsync(Run("new"), None).AsTask(),
        }));

        Assert.That(await store.GetRunAsync("old", None), Is.Null);
        await store.SendAsync("new", Message(), None);
        Assert.That((await ClaimAsync(owner)).Runs.Select(run => (run.RunId, run.HasInbox)), Is.EqualTo([("new", true)]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Run_that_gets_the_id_of_one_that_was_purged_beside_it_is_its_owners(bool fails)
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        owner.TakeNewRuns(new RecordingIntake());
        await store.CreateRunAsync(Run("again"), None);
        var commits = 0;
        _beforeStatement = sql =>
        {
            if (sql == "COMMIT" && ++commits == 2 && fails)
                throw new CrashException(sql);
        };

        var together = await WhileHeldAsync(owner, () => (
            End: AppendAsync(owner, Append("again", 1, RunStatus.Completed)),
            Purge: store.PurgeAsync(new PurgeRequest(Start.AddDays(9), false, Start.AddDays(9), 0, 100), None).AsTask(),
            Creation: store.CreateRunAsync(Run("again"), None).AsTask()));

        Assert.That((await together.End).Outcome, Is.EqualTo(AppendOutcome.Committed));
        Assert.That(((await together.Purge).Purged, (await together.Creation).Outcome), Is.EqualTo((1, CreateRunOutcome.Created)));
        await CommitAsync(owner, Append("again", 1));
        await store.SendAsync("again", Message(), None);
        Assert.That((await ClaimAsync(owner)).Runs.Select(run => (run.RunId, run.HasInbox)), Is.EqualTo([("again", true)]));
    }

    [Test]
    public async Task Message_that_an_append_has_read_and_left_is_told()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        _beforeStatement = sql =>
        {
            if (sql.StartsWith("INSERT INTO events", StringComparison.Ordinal))
                throw new CrashException(sql);
        };
        Assert.CatchAsync(async () => await CommitAsync(owner, Append("run-1", 1)));
        _beforeStatement = static _ => { };
        await store.SendAsync("run-1", Message(), None);

        // What is known of the run is void, so it is read again, with the message.
        Assert.That((await AppendAsync(owner, Append("run-1", 1) with { Messages = [To("nobody")] })).Outcome, Is.EqualTo(AppendOutcome.MessageRefused));

        Assert.That((await ClaimAsync(owner)).Runs.Select(run => (run.RunId, run.HasInbox)), Is.EqualTo([("run-1", true)]));
    }

    [Test]
    public async Task Who_gives_up_waits_no_longer_for_a_writer_that_is_busy()
    {
        var (store, owner) = await OpenObservedAsync();
        await using var _ = store;
        using var cancel = new CancellationTokenSource();

        await WhileHeldAsync(owner, () =>
        {
            var calls = new Task[]
            {
                store.SendAsync("run-1", Message(), cancel.Token).AsTask(),
                store.CreateRunAsync(Run("late"), cancel.Token).AsTask(),
                store.TerminateAsync("run-1", sequence => Event(sequence, EventKind.WorkflowTerminated), [], cancel.Token).AsTask(),
            };
            cancel.Cancel();
            foreach (var call in calls)
                Assert.That(async () => await call.WaitAsync(StoreFixture.Patience), Throws.InstanceOf<OperationCanceledException>());
            return 0;
        });

        await CommitAsync(owner, Append("run-1", 1));
        Assert.That(await store.GetRunAsync("late", None), Is.Null);
    }

    private async Task<(SqliteEventStore Store, IRunOwner Owner)> OpenObservedAsync(SqliteSynchronous synchronous = SqliteSynchronous.Normal)
    {
        _beforeStatement = static _ => { };
        var store = await Fixture.OpenAsync(Fixture.Options with
        {
            Synchronous = synchronous,
            BeforeStatement = sql =>
            {
                _statements.Enqueue(sql);
                _beforeStatement(sql);
            },
        });
        for (var i = 0; i < Runs; i++)
            await store.CreateRunAsync(Run($"run-{i}"), None);
        await store.CreateRunAsync(Run("blocker"), None);
        var owner = await OwnAsync(store);
        await ClaimAsync(owner);
        _statements.Clear();
        return (store, owner);
    }

    private static async Task<WriterConnection> WriterConnectionAsync(SqliteEventStore store)
    {
        var found = new TaskCompletionSource<WriterConnection>();
        store.Writer.Poll(found.SetResult);
        return await found.Task;
    }

    /// <summary>Holds the writer up in a first transaction until an append of every run waits.</summary>
    private async Task<AppendResult[]> TogetherAsync(SqliteEventStore store, IRunOwner owner, Func<int, long>? expected = null) => await Task.WhenAll(await WhileHeldAsync(
        owner, () => Enumerable.Range(0, Runs).Select(i => AppendAsync(owner, Append($"run-{i}", expected?.Invoke(i) ?? 1))).ToList()));

    /// <summary>Holds the writer up in a first transaction meanwhile.</summary>
    private async Task<T> WhileHeldAsync<T>(IRunOwner owner, Func<T> enqueue)
    {
        using var held = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var then = _beforeStatement;
        var first = 1;
        _beforeStatement = sql =>
        {
            if (Interlocked.Exchange(ref first, 0) == 1)
            {
                held.Set();
                go.Wait();
            }

            then(sql);
        };
        var blocker = AppendAsync(owner, Append("blocker", 1));
        held.Wait();
        try
        {
            return enqueue();
        }
        finally
        {
            go.Set();
            await blocker;
        }
    }
}
