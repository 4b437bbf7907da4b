using System.Collections.Concurrent;
using DurableSdk.Sqlite;
using DurableSdk.Sqlite.Writing;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>On which thread is written, how long a group waits for company, and how much is claimed at once.</summary>
public sealed class SqliteWriterTests : SqliteTests
{
    private readonly ConcurrentQueue<int> _threads = new();
    private Action<string> _beforeStatement = static _ => { };

    [Test]
    public async Task Append_that_may_block_is_written_on_its_callers_thread()
    {
        await using var store = await OpenObservedAsync();
        var owner = await OwnRunAsync(store);

        // The writer may still be answering who came before; nobody comes between this caller's own.
        var isHere = false;
        for (var i = 1; i <= 1000 && !isHere; i++)
        {
            _threads.Clear();
            var thread = Environment.CurrentManagedThreadId;
            var appended = owner.AppendAsync(Append("run-1", i) with { MayBlock = true }, None);
            isHere = appended.IsCompletedSuccessfully && _threads.Distinct().SequenceEqual([thread]);
            Assert.That((await appended).Outcome, Is.EqualTo(AppendOutcome.Committed));
        }

        Assert.That(isHere);
    }

    [Test]
    public async Task Append_that_may_not_block_is_written_by_the_writer()
    {
        await using var store = await OpenObservedAsync();
        var owner = await OwnRunAsync(store);
        _threads.Clear();

        var thread = Environment.CurrentManagedThreadId;
        var appended = owner.AppendAsync(Append("run-1", 1), None);
        await appended;

        Assert.That(_threads, Has.None.EqualTo(thread));
    }

    [Test]
    public async Task Owner_that_is_disposed_of_twice_is_given_up_when_either_returns()
    {
        using var held = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var isArmed = false;
        await using var store = await Fixture.OpenAsync(Fixture.Options with
        {
            BeforeStatement = sql =>
            {
                if (!isArmed || sql != "COMMIT" || held.IsSet)
                    return;
                held.Set();
                go.Wait();
            },
        });
        var owner = await OwnAsync(store);
        isArmed = true;
        var first = owner.DisposeAsync().AsTask();
        held.Wait();

        var second = owner.DisposeAsync().AsTask();
        var isEarly = second.IsCompleted;
        go.Set();
        await Task.WhenAll(first, second);

        Assert.That(isEarly, Is.False, "whoever closes the store next would be too early");
    }

    [Test]
    public async Task Append_that_is_awaited_twice_is_refused_the_second_time_and_is_used_for_one_other_only()
    {
        await using var store = await OpenObservedAsync();
        var owner = await OwnRunAsync(store);
        var first = owner.AppendAsync(Append("run-1", 1), None);
        await first;

        Assert.ThrowsAsync<InvalidOperationException>(async () => await first);

        var second = owner.AppendAsync(Append("run-1", 2), None);
        Assert.ThrowsAsync<InvalidOperationException>(async () => await first, "it is another's by now");
        Assert.That((await owner.AppendAsync(Append("run-1", 3), None)).Outcome, Is.EqualTo(AppendOutcome.Committed));
        Assert.That((await second).Outcome, Is.EqualTo(AppendOutcome.Committed));
    }

    [Test]
    public async Task Append_that_may_block_waits_its_turn_behind_others()
    {
        await using var store = await OpenObservedAsync();
        var owner = await OwnRunAsync(store);
        using var committing = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        _beforeStatement = sql =>
        {
            if (sql != "COMMIT")
                return;
            _beforeStatement = static _ => { };
            committing.Set();
            goOn.Wait();
        };
        var created = store.CreateRunAsync(Run("run-2"), None);
        committing.Wait();

        var appended = owner.AppendAsync(Append("run-1", 1) with { MayBlock = true }, None);
        Assert.That(appended.IsCompleted, Is.False);
        goOn.Set();

        Assert.That((await appended).Outcome, Is.EqualTo(AppendOutcome.Committed));
        Assert.That((await created).Outcome, Is.EqualTo(CreateRunOutcome.Created));
    }

    [Test]
    public async Task Start_that_may_block_leaves_waiting_for_another_process_to_the_writer()
    {
        await using var store = await OpenObservedAsync();
        using var cancel = new CancellationTokenSource();
        using (var other = RawDatabase.Open(Fixture.Path))
        {
            RawDatabase.Execute(other, "BEGIN IMMEDIATE");
            // The thread of a test has a context, and is spared anyway.
            var (started, _) = await Task.Run(() => (store.CreateRunAsync(Run("run-1"), cancel.Token).AsTask(), 0));
            await cancel.CancelAsync();
            Assert.That(async () => await started, Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That((await store.CreateRunAsync(Run("run-2"), None)).Outcome, Is.EqualTo(CreateRunOutcome.Created));
    }

    [Test]
    public async Task Append_that_may_block_is_refused_by_a_closed_store()
    {
        var store = await OpenObservedAsync();
        var owner = await OwnRunAsync(store);
        await store.DisposeAsync();

        Assert.That(async () => await owner.AppendAsync(Append("run-1", 1) with { MayBlock = true }, None), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Thousands_that_are_due_at_once_are_claimed_slice_by_slice()
    {
        const int Runs = 501;
        await Task.WhenAll(Enumerable.Range(0, Runs).Select(i => CreateAsync(Run($"run-{i}"))));
        var owner = await OwnAsync(Store);

        var first = await ClaimAsync(owner, limit: 10_000);
        var second = await ClaimAsync(owner, limit: 10_000);

        Assert.That((first.Runs.Count, first.MayHaveMore), Is.EqualTo((500, true)));
        Assert.That((second.Runs.Count, second.MayHaveMore), Is.EqualTo((1, false)));
    }

    [TestCase(1, 1, 0, false, Description = "who comes alone never waits")]
    [TestCase(64, 1, 50, true)]
    [TestCase(64, 31, 50, true)]
    [TestCase(64, 32, 50, false, Description = "half of them are there")]
    [TestCase(64, 1, 100, false, Description = "as long as the last commit took")]
    [TestCase(64, 0, 50, false, Description = "nobody is there who could wait")]
    public void Group_waits_for_half_of_the_last_one(int last, int waiting, int waitedMicroseconds, bool isToWait)
    {
        var pace = new GroupPace();
        Assert.That(pace.IsToWait(waiting, TimeSpan.Zero), Is.False, "there was none before");

        pace.Committed(last, TimeSpan.FromMicroseconds(100));

        Assert.That(pace.IsToWait(waiting, TimeSpan.FromMicroseconds(waitedMicroseconds)), Is.EqualTo(isToWait));
    }

    [Test]
    public void Group_on_a_slow_disk_waits_for_a_millisecond_at_most()
    {
        var pace = new GroupPace();
        pace.Committed(64, TimeSpan.FromMilliseconds(20));

        Assert.That(pace.IsToWait(1, TimeSpan.FromMilliseconds(0.9)));
        Assert.That(pace.IsToWait(1, TimeSpan.FromMilliseconds(1)), Is.False);
    }

    private static async Task<IRunOwner> OwnRunAsync(SqliteEventStore store)
    {
        await store.CreateRunAsync(Run("run-1"), None);
        var owner = await OwnAsync(store);
        await ClaimOneAsync(owner);
        return owner;
    }

    private Task<SqliteEventStore> OpenObservedAsync() => Fixture.OpenAsync(Fixture.Options with
    {
        BeforeStatement = sql =>
        {
            _threads.Enqueue(Environment.CurrentManagedThreadId);
            _beforeStatement(sql);
        },
    });
}
