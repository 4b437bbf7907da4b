using System.Data.Common;
using DurableSdk.Sqlite;
using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>Appends in whose transaction a step has written: all of both, or nothing.</summary>
public sealed class SqliteTransactionTests : SqliteTests
{
    public static async Task WriteRowAsync(DbTransaction transaction)
    {
        await ExecuteAsync(transaction, "CREATE TABLE IF NOT EXISTS effects (run_id TEXT NOT NULL, what TEXT NOT NULL)");
        await ExecuteAsync(transaction, "INSERT INTO effects VALUES ('run-1', 'row')");
    }

    [Test]
    public async Task Rows_and_events_are_committed_together()
    {
        var owner = await OwnRunAsync();
        Assert.That(await TransactAsync(owner, Append("run-1", 1, events: 2)), Is.EqualTo(new AppendResult(AppendOutcome.Committed, 3)));
        Assert.That(Rows(), Is.EqualTo(1));
        Assert.That((await EventsAsync("run-1")).Select(stored => stored.Sequence), Is.EqualTo([1, 2, 3]));
        await CommitAsync(owner, Append("run-1", 3));
    }

    [Test]
    public async Task Append_at_a_wrong_sequence_leaves_no_row()
    {
        var owner = await OwnRunAsync();
        Assert.That(await TransactAsync(owner, Append("run-1", 7)), Is.EqualTo(new AppendResult(AppendOutcome.SequenceConflict, 1)));
        await AssertNothingAsync(owner);
    }

    [Test]
    public async Task Append_to_a_run_that_was_terminated_leaves_no_row()
    {
        var owner = await OwnRunAsync();
        await Store.TerminateAsync("run-1", sequence => Event(sequence, EventKind.WorkflowTerminated), None);
        Assert.That(await TransactAsync(owner, Append("run-1", 1)), Is.EqualTo(new AppendResult(AppendOutcome.RunFinished, 2)));
        Assert.That(Rows(), Is.Zero);
    }

    [Test]
    public async Task Append_of_an_owner_that_was_taken_over_from_leaves_no_row()
    {
        var owner = await OwnRunAsync();
        await OwnAsync(await OpenAsync(), takeOver: true);
        Assert.That((await TransactAsync(owner, Append("run-1", 1)))!.Value.Outcome, Is.EqualTo(AppendOutcome.Fenced));
        Assert.That(Rows(), Is.Zero);
    }

    [Test]
    public async Task Work_that_gives_no_append_leaves_no_row()
    {
        var owner = await OwnRunAsync();
        Assert.That(await TransactAsync(owner, append: null), Is.Null);
        await AssertNothingAsync(owner);
    }

    [Test]
    public async Task Work_that_throws_leaves_no_row_and_its_exception_is_told()
    {
        var owner = await OwnRunAsync();
        var work = owner.Transactions!.AppendInTransactionAsync(
            async (transaction, _) =>
            {
                await WriteRowAsync(transaction);
                throw new FormatException("mine");
            },
            None);
        Assert.That(work.AsTask, Throws.InstanceOf<FormatException>().With.Message.EqualTo("mine"));
        await AssertNothingAsync(owner);
    }

    [Test]
    public async Task Append_that_the_file_refuses_leaves_no_row()
    {
        var owner = await OwnRunAsync();
        // A row that nobody can know of: the unique index has the last word.
        RawDatabase.Execute(Fixture.Path, "INSERT INTO events SELECT 1000000, id, 2, 11, 1, 0, x'', 0 FROM runs WHERE run_id = 'run-1'");
        Assert.That(() => TransactAsync(owner, Append("run-1", 1)), Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS3005"));
        Assert.That(Rows(), Is.Zero);
        await CommitAsync(owner, Append("run-1", 2));
    }

    [Test]
    public async Task Open_readers_end_with_the_loan_and_the_connection_can_not_be_used_any_more()
    {
        var owner = await OwnRunAsync();
        DbDataReader reader = null!;
        DbCommand command = null!;
        await owner.Transactions!.AppendInTransactionAsync(
            async (transaction, _) =>
            {
                await WriteRowAsync(transaction);
                await WriteRowAsync(transaction);
                command = transaction.Connection!.CreateCommand();
                command.CommandText = "SELECT what FROM effects";
                reader = await command.ExecuteReaderAsync(None);
                Assert.That(reader.Read(), Is.True);
                return Append("run-1", 1);
            },
            None);

        Assert.Multiple(() =>
        {
            Assert.That(() => reader.Read(), Throws.InstanceOf<DurableException>().With.Message.Contains("after the step had ended"));
            Assert.That(() => command.ExecuteScalar(), Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS2007"));
            Assert.That(() => command.Connection!.CreateCommand(), Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS2007"));
            Assert.That(() => reader.Dispose(), Throws.Nothing);
            Assert.That(() => command.Dispose(), Throws.Nothing);
        });
        // A transaction that a reader held open would keep another connection from the whole log.
        Assert.That(RawDatabase.Scalar(Fixture.Path, "PRAGMA wal_checkpoint(TRUNCATE)"), Is.Zero);
        Assert.That(Rows(), Is.EqualTo(2));
        await CommitAsync(owner, Append("run-1", 2));
    }

    [Test]
    public async Task Others_are_written_between_two_steps_that_wait()
    {
        var owner = await OwnRunAsync();
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var first = owner.Transactions!.AppendInTransactionAsync(
            async (_, _) =>
            {
                begun.SetResult();
                await goOn.Task;
                return Append("run-1", 1);
            },
            None).AsTask();
        await begun.Task;
        RunRecord? seen = null;
        var second = owner.Transactions!.AppendInTransactionAsync(
            async (_, _) =>
            {
                seen = await Store.GetRunAsync("run-2", None);
                return Append("run-1", 2);
            },
            None).AsTask();
        var other = Store.CreateRunAsync(Run("run-2"), None).AsTask();
        goOn.SetResult();

        await Task.WhenAll(first, second, other).WaitAsync(StoreFixture.Patience);
        Assert.That(seen, Is.Not.Null);
    }

    [Test]
    public async Task Query_that_never_ends_is_interrupted_at_the_bound()
    {
        var owner = await OwnRunAsync();
        var begun = new TaskCompletionSource();
        var work = owner.Transactions!.AppendInTransactionAsync(
            async (transaction, _) =>
            {
                await WriteRowAsync(transaction);
                begun.SetResult();
                await ExecuteAsync(transaction, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n");
                return Append("run-1", 1);
            },
            None).AsTask();
        await begun.Task;
        Fixture.Time.Advance(new SqliteStoreOptions { ConnectionString = "" }.TransactionTimeout);

        var error = Assert.ThrowsAsync<DurableException>(() => work)!;
        Assert.That(error.Code, Is.EqualTo("DS2007"));
        await AssertNothingAsync(owner);
    }

    [Test]
    public async Task Cancelled_call_leaves_no_row_though_its_work_goes_on()
    {
        var owner = await OwnRunAsync();
        using var cancel = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var late = new TaskCompletionSource<Exception?>();
        var work = owner.Transactions!.AppendInTransactionAsync(
            async (transaction, _) =>
            {
                await WriteRowAsync(transaction);
                begun.SetResult();
                await goOn.Task;
                late.SetResult(Assert.CatchAsync(() => WriteRowAsync(transaction)));
                return Append("run-1", 1);
            },
            cancel.Token).AsTask();
        await begun.Task;
        await cancel.CancelAsync();
        Assert.That(() => work, Throws.InstanceOf<OperationCanceledException>());
        await AssertNothingAsync(owner);

        goOn.SetResult();
        Assert.That(await late.Task, Is.InstanceOf<DurableException>());
        Assert.That(Rows(), Is.EqualTo(0));
    }

    private static async Task<AppendResult?> TransactAsync(IRunOwner owner, Append? append) => await owner.Transactions!.AppendInTransactionAsync(
        async (transaction, _) =>
        {
            await WriteRowAsync(transaction);
            return append;
        },
        None);

    private static async Task ExecuteAsync(DbTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task AssertNothingAsync(IRunOwner owner)
    {
        Assert.That(Rows(), Is.Zero);
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(1));
        await CommitAsync(owner, Append("run-1", 1));
    }

    private long Rows() => (long)RawDatabase.Scalar(Fixture.Path, "SELECT count(*) FROM sqlite_master WHERE name = 'effects'")! == 0
        ? 0
        : (long)RawDatabase.Scalar(Fixture.Path, "SELECT count(*) FROM effects")!;
}
