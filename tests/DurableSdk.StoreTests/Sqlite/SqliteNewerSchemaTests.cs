using System.Collections.Concurrent;
using DurableSdk.Sqlite.Owning;
using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>A newer program migrates the file under a running one: from that commit on the old one reads and writes nothing, and the newer one may execute.</summary>
public sealed class SqliteNewerSchemaTests : SqliteTests
{
    private static readonly Dictionary<string, Func<IEventStore, IRunOwner, Task>> Writes = new()
    {
        ["create"] = async (store, _) => await store.CreateRunAsync(Run("new"), None),
        ["send"] = async (store, _) => await store.SendAsync("run-1", Message(), None),
        ["resume a hook"] = async (store, _) => await store.ResumeHookAsync("open", Delivery(), None),
        ["terminate"] = async (store, _) => await store.TerminateAsync("run-1", sequence => Event(sequence, EventKind.WorkflowTerminated), None),
        ["purge"] = async (store, _) => await store.PurgeAsync(new PurgeRequest(Start.AddDays(9), true, Start.AddDays(9), 0, 100), None),
        ["subscribe"] = async (store, _) => await store.OpenSubscriptionAsync("mail", 1, Start, None),
        ["move a subscription"] = async (store, _) => await store.MoveSubscriptionAsync("old", 1, null, Start, None),
        ["delete a subscription"] = async (store, _) => await store.DeleteSubscriptionAsync("old", None),
        ["project"] = async (store, _) => await store.Projections!.MoveInTransactionAsync("old", 0, (_, _) => Task.FromResult(1L), Start, None),
        ["append"] = async (_, owner) => await owner.AppendAsync(Append("run-1", 2), None),
        ["append in a transaction"] = async (_, owner) => await owner.Transactions!.AppendInTransactionAsync((_, _) => Task.FromResult<Append?>(Append("run-1", 2)), None),
        ["close a hook"] = async (_, owner) => await owner.CloseHookAsync("run-1", "CreateHook#1", None),
        ["claim"] = async (_, owner) => await ClaimAsync(owner),
        ["rest"] = async (_, owner) => await owner.RestAsync("run-1", null, None),
        ["release"] = async (_, owner) => await owner.ReleaseAsync("run-1", RunStatus.Waiting, null, None),
    };

    private static readonly Dictionary<string, Func<IEventStore, IRunOwner, Task>> Reads = new()
    {
        ["run"] = async (store, _) => await store.GetRunAsync("run-1", None),
        ["last of a chain"] = async (store, _) => await store.GetLastOfChainAsync("run-1", None),
        ["runs"] = async (store, _) => await store.ListRunsAsync(new RunQuery(), None),
        ["counts"] = async (store, _) => await store.CountRunsAsync(None),
        ["unknown"] = async (store, _) => await store.CountUnknownAsync([], None),
        ["events"] = async (store, _) => await store.ReadEventsAsync("run-1", 0, 10, None),
        ["last event"] = async (store, _) => await store.ReadLastEventAsync("run-1", None),
        ["last sequence"] = async (store, _) => await store.GetLastSequenceAsync("run-1", None),
        ["hook"] = async (store, _) => await store.FindHookAsync("open", None),
        ["last position"] = async (store, _) => await store.GetLastPositionAsync(None),
        ["all events"] = async (store, _) => await store.ReadAllAsync(0, 10, None),
        ["wait for events"] = async (store, _) => await store.WaitForEventsAsync(0, None),
        ["subscriptions"] = async (store, _) => await store.ListSubscriptionsAsync(None),
        ["end"] = async (store, _) => await store.WaitForFinishAsync("run-1", None),
        ["inbox"] = async (_, owner) => await owner.ReadInboxAsync("run-1", None),
        ["ownership"] = async (store, _) => await store.TryAcquireAsync(Host(), false, None),
        ["take-over"] = async (store, _) => await store.TryAcquireAsync(Host(), true, None),
    };

    [Test]
    public async Task Write_is_refused_and_changes_nothing([ValueSource(nameof(WriteNames))] string name) => await RefusesAsync(Writes[name]);

    [Test]
    public async Task Read_is_refused([ValueSource(nameof(ReadNames))] string name) => await RefusesAsync(Reads[name]);

    [Test]
    public async Task Store_that_has_not_done_anything_yet_refuses_too()
    {
        var client = await OpenAsync();
        NewerSchema.Migrate(Fixture.Path);

        Assert.That((await RefusedAsync(async () => await client.CreateRunAsync(Run("new"), None))).Message, Does.Contain("orders.db has schema 99"));
        await RefusedAsync(async () => await (await OpenAsync()).GetRunAsync("run-1", None));
    }

    /// <summary>What the migration found is what stays: each caller who was told of success is in it, and no other.</summary>
    [Test]
    public async Task Writes_that_race_with_the_migration_are_before_it_or_refused()
    {
        var owner = await OwnRunAsync();
        var created = new ConcurrentBag<string>();
        var refusals = new ConcurrentBag<string>();
        using var begun = new CountdownEvent(20);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var runId = $"run-{writer}-{i}";
                try
                {
                    await Store.CreateRunAsync(Run(runId), None);
                }
                catch (DurableException e)
                {
                    refusals.Add(e.Code);
                    return;
                }

                created.Add(runId);
                if (!begun.IsSet)
                    TrySignal(begun);
            }
        })).ToList();

        begun.Wait();
        RawDatabase.Execute(Fixture.Path, "PRAGMA busy_timeout = 60000; BEGIN IMMEDIATE; CREATE TABLE found AS SELECT run_id FROM runs; PRAGMA user_version = 99; COMMIT;");
        await Task.WhenAll(writers).WaitAsync(StoreFixture.Patience);

        Assert.That(refusals, Is.EqualTo(Enumerable.Repeat("DS3003", 4)));
        using var connection = RawDatabase.Open(Fixture.Path);
        var found = RawDatabase.Column(connection, "SELECT run_id FROM found", 0);
        Assert.That(RawDatabase.Column(connection, "SELECT run_id FROM runs", 0), Is.EquivalentTo(found));
        Assert.That(found, Is.EquivalentTo(created.Append("run-1")));
        Assert.That(owner.Lost.IsCancellationRequested);
    }

    [Test]
    public async Task Owner_that_does_nothing_notices_and_the_next_goes_on_with_what_it_had_in_hand()
    {
        var old = await OwnRunAsync();
        await CommitAsync(old, Append("run-1", 1));
        await ClaimAsync(old);
        var lost = new TaskCompletionSource();
        await using var registration = old.Lost.Register(lost.SetResult);
        var wait = old.WaitForWorkAsync(None).AsTask();

        NewerSchema.Mark(Fixture.Path);
        LetOthersNotice();
        await lost.Task.WaitAsync(StoreFixture.Patience);
        Assert.That(async () => await wait, Throws.InstanceOf<OperationCanceledException>());
        using (var free = HostLock.TryTake(Fixture.Path, 1))
            Assert.That(free, Is.Not.Null, "nobody has to wait until the old owner is disposed of");

        // As the newer program sees it, to which the number is no news.
        NewerSchema.Unmark(Fixture.Path);
        var next = await OwnAsync(await OpenAsync());
        Assert.That(await ClaimOneAsync(next), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Running, 2, false, true, 1)));
        await CommitAsync(next, Append("run-1", 2));
        Assert.That((await AppendAsync(old, Append("run-1", 3))).Outcome, Is.EqualTo(AppendOutcome.Fenced));
        Assert.That((await EventsAsync("run-1")).Select(stored => stored.Sequence), Is.EqualTo([1L, 2L, 3L]));
    }

    [Test]
    public async Task Owner_that_gives_way_writes_nothing_when_it_is_disposed_of()
    {
        var owner = await OwnRunAsync();
        NewerSchema.Migrate(Fixture.Path);
        var before = RawDatabase.Dump(Fixture.Path);

        await owner.DisposeAsync();
        await Store.DisposeAsync();

        Assert.That(RawDatabase.Dump(Fixture.Path), Is.EqualTo(before));
        using var free = HostLock.TryTake(Fixture.Path, 1);
        Assert.That(free, Is.Not.Null);
    }

    [Test]
    public async Task Who_waits_in_a_program_that_executes_nothing_is_told()
    {
        await CreateAsync(Run("run-1"));
        var end = Store.WaitForFinishAsync("run-1", None).AsTask();
        var events = Store.WaitForEventsAsync(1, None).AsTask();

        NewerSchema.Migrate(Fixture.Path);
        LetOthersNotice();

        await RefusedAsync(async () => await end.WaitAsync(StoreFixture.Patience));
        // Whoever is woken reads.
        await events.WaitAsync(StoreFixture.Patience);
        await RefusedAsync(async () => await Store.WaitForFinishAsync("run-1", None).AsTask().WaitAsync(StoreFixture.Patience));
    }

    [Test]
    public async Task Programs_that_migrate_an_old_file_at_the_same_time_all_open_it()
    {
        using var directory = new TempDirectory();
        var path = directory.File("old.db");
        OldFile.Create(path);
        var options = Fixture.Options with { ConnectionString = $"Data Source={path}" };

        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Fixture.OpenAsync(options))));

        foreach (var store in stores)
        {
            Assert.That((await store.GetRunAsync("run-1", None))?.RunId, Is.EqualTo("run-1"));
            await store.DisposeAsync();
        }

        Assert.That(RawDatabase.Scalar(path, "PRAGMA integrity_check"), Is.EqualTo("ok"));
        Assert.That(RawDatabase.Scalar(path, "SELECT count(*) FROM host"), Is.EqualTo(1));
    }

    private static IEnumerable<string> WriteNames() => Writes.Keys;

    private static IEnumerable<string> ReadNames() => Reads.Keys;

    private static void TrySignal(CountdownEvent begun)
    {
        try
        {
            begun.Signal();
        }
        catch (InvalidOperationException)
        {
            // Another was faster.
        }
    }

    private async Task RefusesAsync(Func<IEventStore, IRunOwner, Task> call)
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("open")] });
        await Store.OpenSubscriptionAsync("old", 0, Start, None);
        // Statements are prepared, connections open.
        await GetAsync("run-1");
        NewerSchema.Migrate(Fixture.Path);
        var before = RawDatabase.Dump(Fixture.Path);

        var error = await RefusedAsync(() => call(Store, owner));

        Assert.That(error.Message, Does.Contain("orders.db has schema 99"));
        Assert.That(RawDatabase.Dump(Fixture.Path), Is.EqualTo(before));
        Assert.That(owner.Lost.IsCancellationRequested);
        using (var free = HostLock.TryTake(Fixture.Path, 1))
            Assert.That(free, Is.Not.Null);
        await RefusedAsync(() => call(Store, owner));
    }

    private static async Task<DurableException> RefusedAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (DurableException e)
        {
            Assert.That(e.Code, Is.EqualTo("DS3003"));
            return e;
        }

        throw new AssertionException("DS3003 was expected, and nothing was thrown.");
    }
}
