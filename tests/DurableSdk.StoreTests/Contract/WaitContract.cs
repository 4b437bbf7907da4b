namespace DurableSdk.StoreTests.Contract;

public abstract class WaitContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Wait_for_a_finished_run_ends_at_once()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));

        Assert.That((await Store.WaitForFinishAsync("run-1", None)).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Waits_end_when_the_run_finishes_and_not_before()
    {
        var owner = await OwnRunAsync();
        var waits = Enumerable.Range(0, 3).Select(_ => Store.WaitForFinishAsync("run-1", None).AsTask()).ToList();
        await CommitAsync(owner, Append("run-1", 1));
        Assert.That(waits.Any(wait => wait.IsCompleted), Is.False);

        await CommitAsync(owner, Append("run-1", 2, RunStatus.Canceled));

        var last = await Store.ReadLastEventAsync("run-1", None);
        foreach (var run in await Task.WhenAll(waits).WaitAsync(StoreFixture.Patience))
        {
            Assert.That((run.RunId, run.Workflow, run.Status), Is.EqualTo(("run-1", "Orders", RunStatus.Canceled)));
            Assert.That((run.End?.Sequence, run.End?.Checksum), Is.EqualTo((last!.Value.Sequence, last.Value.Checksum)).Or.EqualTo(((long?)null, (uint?)null)));
        }
    }

    [Test]
    public async Task Wait_ends_when_another_process_finishes_the_run()
    {
        var owner = await OwnRunAsync();
        var client = await OpenAsync();
        var wait = client.WaitForFinishAsync("run-1", None).AsTask();

        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));
        LetOthersNotice();

        Assert.That((await wait.WaitAsync(StoreFixture.Patience)).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Waits_end_when_the_store_is_closed()
    {
        await OwnRunAsync();
        var finish = Store.WaitForFinishAsync("run-1", None).AsTask();
        var events = Store.WaitForEventsAsync(await Store.GetLastPositionAsync(None), None).AsTask();

        await Store.DisposeAsync();

        Assert.That(async () => await finish.WaitAsync(StoreFixture.Patience), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await events.WaitAsync(StoreFixture.Patience), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await Store.OpenAsync(None), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Wait_can_be_cancelled_without_harm_to_others()
    {
        var owner = await OwnRunAsync();
        using var cancel = new CancellationTokenSource();
        var cancelled = Store.WaitForFinishAsync("run-1", cancel.Token).AsTask();
        var other = Store.WaitForFinishAsync("run-1", None).AsTask();

        await cancel.CancelAsync();
        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));

        await other.WaitAsync(StoreFixture.Patience);
    }

    [Test]
    public void Wait_for_an_unknown_run_says_so() =>
        Assert.That(async () => await Store.WaitForFinishAsync("unknown", None), Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS4001"));

    [Test]
    public async Task Work_that_came_before_the_first_claim_ends_the_wait_at_once()
    {
        await CreateAsync(Run("run-1"));
        var owner = await OwnAsync(Store);

        await owner.WaitForWorkAsync(None).AsTask().WaitAsync(StoreFixture.Patience);
    }

    [Test]
    public async Task Work_wakes_the_owner()
    {
        var owner = await OwnAsync(Store);

        await WokenBy(owner, () => CreateAsync(Run("run-1")));
        await WokenBy(owner, async () => await Store.SendAsync("run-1", Message(), None));
    }

    [Test]
    public async Task Work_that_came_between_claim_and_wait_is_not_missed()
    {
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CreateAsync(Run("run-1"));

        await owner.WaitForWorkAsync(None).AsTask().WaitAsync(StoreFixture.Patience);
    }

    [Test]
    public async Task Work_of_another_process_wakes_the_owner()
    {
        var owner = await OwnAsync(Store);
        var client = await OpenAsync();

        await WokenBy(owner, async () =>
        {
            await CreateAsync(Run("run-1"), client);
            LetOthersNotice();
        });
        await ClaimOneAsync(owner);
        await WokenBy(owner, async () =>
        {
            await client.SendAsync("run-1", Message(), None);
            LetOthersNotice();
        });
        Assert.That((await ClaimOneAsync(owner)).HasInbox);
    }

    [Test]
    public async Task Message_that_an_append_leaves_behind_wakes_the_owner()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message(), None);

        await WokenBy(owner, () => CommitAsync(owner, Append("run-1", 1)));
    }

    [Test]
    public async Task Own_appends_do_not_wake_the_owner()
    {
        var owner = await OwnRunAsync();
        await ClaimAsync(owner);
        var wait = owner.WaitForWorkAsync(None).AsTask();

        await CommitAsync(owner, Append("run-1", 1));
        await CommitAsync(owner, Append("run-1", 2, RunStatus.Waiting));

        Assert.That(wait.IsCompleted, Is.False);
    }

    [Test]
    public async Task Wait_for_work_can_be_cancelled()
    {
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        using var cancel = new CancellationTokenSource();
        var wait = owner.WaitForWorkAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();

        Assert.That(async () => await wait, Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task WokenBy(IRunOwner owner, Func<Task> work)
    {
        await ClaimAsync(owner);
        var wait = owner.WaitForWorkAsync(None).AsTask();
        Assert.That(wait.IsCompleted, Is.False);
        await work();
        await wait.WaitAsync(StoreFixture.Patience);
    }
}
