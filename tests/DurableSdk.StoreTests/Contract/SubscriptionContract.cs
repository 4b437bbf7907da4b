namespace DurableSdk.StoreTests.Contract;

public abstract class SubscriptionContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Events_of_all_runs_come_in_the_order_of_their_commits()
    {
        var owner = await OwnRunAsync();
        await CreateAsync(Run("run-2", Returns));
        await CommitAsync(owner, Append("run-1", 1, events: 2));
        await CommitAsync(owner, Continue("run-1", 3, "run-3", carried: 1));
        await Store.TerminateAsync("run-2", sequence => Event(sequence, EventKind.WorkflowTerminated), None);

        var all = await Store.ReadAllAsync(0, 100, None);

        Assert.That(all.Select(e => (e.RunId, e.Stored.Sequence)), Is.EqualTo(
            [("run-1", 1), ("run-2", 1), ("run-1", 2), ("run-1", 3), ("run-1", 4), ("run-3", 1), ("run-3", 2), ("run-2", 2L)]));
        Assert.That(all.Select(e => e.Position), Is.Ordered.And.Unique);
        Assert.That(all.Select(e => e.Workflow).Distinct(), Is.EquivalentTo([Orders, Returns]));
        Assert.That(await Store.GetLastPositionAsync(None), Is.EqualTo(all[^1].Position));
        Assert.That((await Store.ReadAllAsync(all[2].Position, 2, None)).Select(e => e.Position), Is.EqualTo([all[3].Position, all[4].Position]));
        Assert.That(await Store.ReadAllAsync(all[^1].Position, 100, None), Is.Empty);
    }

    [Test]
    public async Task Wait_ends_with_the_next_event_of_this_process_or_another()
    {
        await CreateAsync(Run("run-1"));
        var last = await Store.GetLastPositionAsync(None);
        await Store.WaitForEventsAsync(last - 1, None);

        var own = Store.WaitForEventsAsync(last, None).AsTask();
        Assert.That(own.IsCompleted, Is.False);
        await CreateAsync(Run("run-2"));
        await own;

        last = await Store.GetLastPositionAsync(None);
        var other = await OpenAsync();
        var foreign = Store.WaitForEventsAsync(last, None).AsTask();
        await CreateAsync(Run("run-3"), other);
        LetOthersNotice();
        await foreign;
    }

    [Test]
    public async Task Wait_that_is_cancelled_ends()
    {
        using var cancel = new CancellationTokenSource();
        var wait = Store.WaitForEventsAsync(0, cancel.Token).AsTask();
        await cancel.CancelAsync();
        Assert.That(async () => await wait, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Subscription_keeps_its_position_and_goes_back_only_when_told_to()
    {
        Assert.That(await Store.OpenSubscriptionAsync("mail", 5, Start, None), Is.EqualTo(new SubscriptionRecord("mail", 5, Start)));
        Assert.That((await Store.OpenSubscriptionAsync("mail", 99, Start.AddDays(1), None)).Position, Is.EqualTo(5), "it was there");

        Assert.That(await Store.MoveSubscriptionAsync("mail", 8, 5, Start.AddDays(1), None), Is.EqualTo(8));
        Assert.That(await Store.MoveSubscriptionAsync("mail", 6, 5, Start.AddDays(2), None), Is.EqualTo(8), "another subscriber has come farther");
        Assert.That(await Store.ListSubscriptionsAsync(None), Is.EqualTo([new SubscriptionRecord("mail", 8, Start.AddDays(1))]));
        Assert.That(await Store.MoveSubscriptionAsync("mail", 2, null, Start.AddDays(2), None), Is.EqualTo(2));
        Assert.That(await Store.MoveSubscriptionAsync("mail", 9, 8, Start.AddDays(3), None), Is.EqualTo(2), "somebody has moved it back meanwhile");
        Assert.That((await Store.OpenSubscriptionAsync("mail", 0, Start, None)).Position, Is.EqualTo(2));

        Assert.That(await Store.MoveSubscriptionAsync("unknown", 1, null, Start, None), Is.Null);
        Assert.That(await Store.DeleteSubscriptionAsync("mail", None));
        Assert.That(await Store.DeleteSubscriptionAsync("mail", None), Is.False);
        Assert.That(await Store.ListSubscriptionsAsync(None), Is.Empty);
    }

    [Test]
    public async Task Purge_leaves_what_a_subscriber_has_not_got()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));
        var last = await Store.GetLastPositionAsync(None);
        await Store.OpenSubscriptionAsync("mail", last, Start, None);
        await Store.OpenSubscriptionAsync("slow", last - 1, Start, None);
        var purge = new PurgeRequest(Start.AddDays(1), true, Start.AddDays(1), 0, 100);

        Assert.That((await Store.PurgeAsync(purge, None)).Purged, Is.Zero);
        await Store.MoveSubscriptionAsync("slow", last, last - 1, Start, None);
        Assert.That((await Store.PurgeAsync(purge, None)).Purged, Is.EqualTo(1));
        Assert.That(await Store.ReadAllAsync(0, 100, None), Is.Empty);
        Assert.That(await Store.GetLastPositionAsync(None), Is.EqualTo(last), "positions are never given twice");
    }
}
