using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>Subscriptions that move together with rows: all of both, or nothing.</summary>
public sealed class SqliteProjectionTests : SqliteTests
{
    [Test]
    public async Task Rows_and_position_are_committed_together()
    {
        await SubscribeAsync(position: 3);
        Assert.That(await ProjectAsync(Store, expected: 3, next: 8), Is.EqualTo(new SubscriptionRecord("orders", 8, Start.AddDays(1))));
        Assert.That(await PositionAsync(), Is.EqualTo(8));
        Assert.That(Rows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Work_that_throws_leaves_neither_and_its_exception_is_told()
    {
        await SubscribeAsync(position: 3);
        var work = Store.Projections!.MoveInTransactionAsync(
            "orders",
            3,
            async (transaction, _) =>
            {
                await SqliteTransactionTests.WriteRowAsync(transaction);
                throw new FormatException("mine");
            },
            Start,
            None);
        Assert.That(work.AsTask, Throws.InstanceOf<FormatException>().With.Message.EqualTo("mine"));
        Assert.That(await PositionAsync(), Is.EqualTo(3));
        Assert.That(Rows(), Is.Zero);
    }

    [Test]
    public async Task Subscription_that_stands_elsewhere_or_is_not_there_is_not_moved_and_nothing_is_called()
    {
        await SubscribeAsync(position: 3);
        Assert.That((await ProjectAsync(Store, expected: 2, next: 8))!.Position, Is.EqualTo(3));
        await Store.DeleteSubscriptionAsync("orders", None);
        Assert.That(await ProjectAsync(Store, expected: 3, next: 8), Is.Null);
        Assert.That(Rows(), Is.Zero);
    }

    [Test]
    public async Task Work_that_takes_too_long_is_undone_and_others_go_on()
    {
        await SubscribeAsync(position: 3);
        var begun = new TaskCompletionSource();
        var work = Store.Projections!.MoveInTransactionAsync(
            "orders",
            3,
            async (transaction, over) =>
            {
                await SqliteTransactionTests.WriteRowAsync(transaction);
                begun.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, over);
                return 8;
            },
            Start,
            None).AsTask();
        await begun.Task;
        var other = Store.CreateRunAsync(Run("run-1"), None).AsTask();
        Assert.That(other.IsCompleted, Is.False, "commits wait");
        Fixture.Time.Advance(new SqliteStoreOptions { ConnectionString = "" }.TransactionTimeout);

        var error = Assert.ThrowsAsync<DurableException>(() => work)!;
        Assert.That(error.Code, Is.EqualTo("DS2007"));
        Assert.That(error.Message, Does.StartWith("DS2007: A projection held "));
        await other.WaitAsync(StoreFixture.Patience);
        Assert.That(await PositionAsync(), Is.EqualTo(3));
        Assert.That(Rows(), Is.Zero);
    }

    [Test]
    public async Task Handler_may_not_move_subscriptions_itself_nor_ask_the_store_to_write()
    {
        await SubscribeAsync(position: 3);
        await Store.Projections!.MoveInTransactionAsync(
            "orders",
            3,
            (transaction, _) =>
            {
                using var command = transaction.Connection!.CreateCommand();
                command.CommandText = "UPDATE subscriptions SET position = 0";
                var denied = Assert.Catch<DurableException>(() => command.ExecuteNonQuery())!;
                Assert.That(denied.Message, Does.StartWith("DS2008: A projection may not do this").And.Contain("changing subscriptions"));
                Assert.That(Assert.Catch<DurableException>(transaction.Commit)!.Message, Does.Contain("the host commits when the handler returns"));
                var inside = Assert.ThrowsAsync<DurableException>(() => Store.CreateRunAsync(Run("run-1"), None).AsTask())!;
                Assert.That(inside.Message, Does.StartWith("DS2009: A projection asked the client"));
                return Task.FromResult(8L);
            },
            Start,
            None);
        Assert.That(await PositionAsync(), Is.EqualTo(8));
    }

    [Test]
    public async Task Projectors_that_race_do_each_event_once()
    {
        const int Events = 60;
        await SubscribeAsync(position: 0);
        IEventStore[] stores = [Store, await OpenAsync(), await OpenAsync()];
        await Task.WhenAll(stores.Select(store => Task.Run(async () =>
        {
            var random = new Random(stores.Length);
            for (var position = 0L; position < Events;)
                position = (await ProjectAsync(store, position, Math.Min(Events, position + random.Next(1, 4))))!.Position;
        })));
        // A row for each move that was committed, and each began where the one before it had ended.
        Assert.That(await PositionAsync(), Is.EqualTo(Events));
        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT sum(last - first) FROM moves"), Is.EqualTo(Events));
        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT count(*) - count(DISTINCT first) FROM moves"), Is.Zero);
    }

    private async Task SubscribeAsync(long position)
    {
        RawDatabase.Execute(Fixture.Path, "CREATE TABLE moves (first INTEGER, last INTEGER)");
        await Store.OpenSubscriptionAsync("orders", position, Start, None);
    }

    private static async Task<SubscriptionRecord?> ProjectAsync(IEventStore store, long expected, long next) => await store.Projections!.MoveInTransactionAsync(
        "orders",
        expected,
        async (transaction, _) =>
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.CommandText = "INSERT INTO moves VALUES ($first, $last)";
            Add("$first", expected);
            Add("$last", next);
            await command.ExecuteNonQueryAsync(None);
            return next;

            void Add(string name, long value)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }
        },
        Start.AddDays(1),
        None);

    private async Task<long> PositionAsync() => (await Store.ListSubscriptionsAsync(None)).Single().Position;

    private long Rows() => (long)RawDatabase.Scalar(Fixture.Path, "SELECT (SELECT count(*) FROM moves) + (SELECT count(*) FROM sqlite_master WHERE name = 'effects')")!;
}
