namespace DurableSdk.StoreTests.Contract;

public abstract class OwnershipContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Second_owner_is_told_who_has_it()
    {
        await OwnAsync(Store);

        Assert.That(await Store.TryAcquireAsync(Host(processId: 2), false, None), Is.EqualTo(new OwnershipResult(null, Host())));
        Assert.That(await (await OpenAsync()).TryAcquireAsync(Host(processId: 2), false, None), Is.EqualTo(new OwnershipResult(null, Host())));
    }

    [Test]
    public async Task Owners_that_race_are_one()
    {
        var stores = new List<IEventStore> { Store };
        for (var i = 0; i < 7; i++)
            stores.Add(await OpenAsync());

        var results = await Task.WhenAll(stores.Select(store => Task.Run(async () => await store.TryAcquireAsync(Host(), false, None))));

        Assert.That(results.Count(result => result.Owner is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task Ownership_that_was_given_up_or_died_is_free_and_the_epoch_grows()
    {
        var first = await OwnAsync(Store);
        await first.DisposeAsync();
        await first.DisposeAsync();
        var other = await OpenAsync();
        var second = await OwnAsync(other);
        await CrashAsync(other);
        var third = await OwnAsync(Store);

        Assert.That((first.Epoch, second.Epoch, third.Epoch), Is.EqualTo((1L, 2L, 3L)));
        Assert.That(first.Lost.IsCancellationRequested || third.Lost.IsCancellationRequested, Is.False);
    }

    [Test]
    public async Task Closing_a_store_gives_its_ownership_up()
    {
        await OwnAsync(Store);
        await Store.DisposeAsync();

        await OwnAsync(await OpenAsync());
    }

    [Test]
    public async Task Take_over_fences_the_previous_owner()
    {
        var frozen = await OwnRunAsync();
        await CommitAsync(frozen, Append("run-1", 1));

        var next = await OwnAsync(await OpenAsync(), takeOver: true);
        Assert.That(next.Epoch, Is.GreaterThan(frozen.Epoch));
        Assert.That(await AppendAsync(frozen, Append("run-1", 2)), Is.EqualTo(new AppendResult(AppendOutcome.Fenced, 2)));
        Assert.That(frozen.Lost.IsCancellationRequested);
        Assert.That((await ClaimAsync(frozen)).Runs, Is.Empty);
        await frozen.ReleaseAsync("run-1", RunStatus.Waiting, null, None);

        Assert.That(await ClaimOneAsync(next), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Running, 2, false, true, 1)));
        await CommitAsync(next, Append("run-1", 2));
        Assert.That((await AppendAsync(frozen, Append("run-1", 3))).Outcome, Is.EqualTo(AppendOutcome.Fenced));
        Assert.That(next.Lost.IsCancellationRequested, Is.False);
    }

    [Test]
    public async Task Fenced_owner_notices_without_appending_and_its_wait_ends()
    {
        var frozen = await OwnAsync(Store);
        await ClaimAsync(frozen);
        var lost = new TaskCompletionSource();
        await using var registration = frozen.Lost.Register(lost.SetResult);
        var wait = frozen.WaitForWorkAsync(None).AsTask();

        await OwnAsync(await OpenAsync(), takeOver: true);
        LetOthersNotice();

        await lost.Task.WaitAsync(StoreFixture.Patience);
        await Task.WhenAny(wait).WaitAsync(StoreFixture.Patience);
        Assert.That(async () => await frozen.WaitForWorkAsync(None), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Fenced_owner_that_gives_up_takes_nothing_from_the_next()
    {
        var frozen = await OwnRunAsync();
        var next = await OwnAsync(await OpenAsync(), takeOver: true);
        await ClaimOneAsync(next);

        await frozen.DisposeAsync();

        Assert.That((await ClaimAsync(next)).Runs, Is.Empty);
        await CommitAsync(next, Append("run-1", 1));
        Assert.That((await (await OpenAsync()).TryAcquireAsync(Host(), false, None)).HeldBy, Is.EqualTo(Host()));
    }

    [Test]
    public async Task Owner_may_be_disposed_of_after_its_store()
    {
        var frozen = await OwnAsync(Store);
        var owner = await OwnAsync(Store, takeOver: true);
        await Store.DisposeAsync();

        await frozen.DisposeAsync();
        await owner.DisposeAsync();
        await OwnAsync(await OpenAsync());
    }

    /// <summary>As a host that is told to stop, and whose services are disposed of meanwhile.</summary>
    [Test]
    public async Task Owner_and_store_that_are_disposed_of_at_the_same_time_end_in_order()
    {
        for (var i = 0; i < 50; i++)
        {
            var store = await OpenAsync();
            await CreateAsync(Run($"run-{i}"), store);
            var owner = await OwnAsync(store);
            await ClaimOneAsync(owner);
            using var both = new Barrier(2);

            await Task.WhenAll(Task.Run(() => DisposeAsync(owner)), Task.Run(() => DisposeAsync(store)));

            await using var next = await OwnAsync(Store);
            Assert.That((await ClaimAsync(next)).Runs.Select(run => (run.RunId, run.CrashedRecoveries)), Is.EqualTo([($"run-{i}", 0)]));
            await CommitAsync(next, Append($"run-{i}", 1, RunStatus.Completed));

            async Task DisposeAsync(IAsyncDisposable disposed)
            {
                both.SignalAndWait();
                await disposed.DisposeAsync();
            }
        }
    }

    [Test]
    public async Task Take_over_of_what_nobody_has_is_an_acquisition()
    {
        var owner = await OwnAsync(Store, takeOver: true);
        await owner.DisposeAsync();
        await OwnAsync(Store);
    }

    [Test]
    public async Task Take_overs_can_follow_each_other()
    {
        var first = await OwnAsync(Store);
        var second = await OwnAsync(await OpenAsync(), takeOver: true);
        var third = await OwnAsync(await OpenAsync(), takeOver: true);
        Assert.That(new[] { first.Epoch, second.Epoch, third.Epoch }, Is.Ordered.Ascending.And.Unique);
        await third.DisposeAsync();

        await OwnAsync(Store);
    }

    [Test]
    public async Task Stale_owners_that_race_with_the_present_one_never_append()
    {
        var stale = await OwnRunAsync();
        var present = await OwnAsync(await OpenAsync(), takeOver: true);
        await ClaimOneAsync(present);

        var late = Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(() => AppendAsync(stale, Append("run-1", i)))));
        for (var sequence = 1; sequence <= 100; sequence++)
            await CommitAsync(present, Append("run-1", sequence));

        Assert.That((await late).Select(result => result.Outcome), Is.All.EqualTo(AppendOutcome.Fenced));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(101));
    }

    [Test]
    public async Task Owner_that_was_given_up_is_refused()
    {
        var owner = await OwnRunAsync();
        await owner.DisposeAsync();

        Assert.That(async () => await AppendAsync(owner, Append("run-1", 1)), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await ClaimAsync(owner), Throws.InstanceOf<ObjectDisposedException>());
    }
}
