namespace DurableSdk.EngineTests;

public sealed class SubscribeTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    internal override bool CountsEvents => true;

    [Test]
    public async Task Subscriber_gets_what_is_there_and_what_comes()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 2);
        await run.ResultAsync().Soon();
        await using var events = host.Client.SubscribeAsync("mail").GetAsyncEnumerator();

        var first = await UntilEndAsync(events, run.RunId);
        Assert.That(first.Select(e => e.Entry.Event.GetType().Name), Is.EqualTo(new[] { nameof(WorkflowStarted), nameof(StepCompleted), nameof(WorkflowCompleted) }));
        Assert.That(first.Select(e => (e.Workflow, e.Version)).Distinct(), Is.EqualTo(new[] { (nameof(AddWorkflow), 1) }));

        var next = await host.Client.StartAddWorkflowAsync(3, 4);
        var second = await UntilEndAsync(events, next.RunId);
        Assert.That(second.Select(e => e.RunId).Distinct(), Is.EqualTo(new[] { next.RunId }));
        Assert.That(first.Concat(second).Select(e => e.Position), Is.Ordered.And.Unique);
    }

    [Test]
    public async Task Subscriber_that_stops_goes_on_with_what_it_had_not_done()
    {
        var host = await StartHostAsync();
        await (await host.Client.StartAddWorkflowAsync(1, 2)).ResultAsync().Soon();
        var seen = new List<long>();
        await foreach (var e in host.Client.SubscribeAsync("mail"))
        {
            seen.Add(e.Position);
            if (seen.Count == 2)
                break;
        }

        await foreach (var e in host.Client.SubscribeAsync("mail"))
        {
            Assert.That(e.Position, Is.EqualTo(seen[1]), "the loop didn't ask for another one after it");
            break;
        }

        Assert.That((await host.Client.ListSubscriptionsAsync()).Single().Position, Is.EqualTo(seen[0]));
    }

    [Test]
    public async Task Subscriber_in_another_process_gets_every_event_across_a_crash()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 2);
        await run.ResultAsync().Soon();
        await using (var events = host.Client.SubscribeAsync("mail", new() { BatchSize = 1 }).GetAsyncEnumerator())
        {
            await events.MoveNextAsync().AsTask().Soon();
            await events.MoveNextAsync().AsTask().Soon();
            await host.CrashAsync();
        }

        var next = await StartHostAsync();
        await using var rest = next.Client.SubscribeAsync("mail").GetAsyncEnumerator();
        var got = await UntilEndAsync(rest, run.RunId);
        Assert.That(got.Select(e => e.Entry.Sequence), Is.EqualTo(new long[] { 2, 3 }), "the first was recorded as done when the third was asked for at the latest");
    }

    [Test]
    public async Task New_subscription_from_now_leaves_out_what_was()
    {
        var host = await StartHostAsync();
        await (await host.Client.StartAddWorkflowAsync(1, 2)).ResultAsync().Soon();
        await using var events = host.Client.SubscribeAsync("late", new() { FromNow = true }).GetAsyncEnumerator();
        var pending = events.MoveNextAsync().AsTask();
        while ((await host.Client.ListSubscriptionsAsync()).Count == 0)
            await Task.Yield();
        var run = await host.Client.StartAddWorkflowAsync(3, 4);
        Assert.That(await pending.Soon());
        Assert.That(events.Current.RunId, Is.EqualTo(run.RunId));
    }

    [Test]
    public async Task Subscription_that_is_moved_back_gives_everything_again()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 2);
        await run.ResultAsync().Soon();
        await using (var events = host.Client.SubscribeAsync("mail", new() { From = await host.Client.GetLastPositionAsync() - 1 }).GetAsyncEnumerator())
            Assert.That(await UntilEndAsync(events, run.RunId), Has.Count.EqualTo(1));

        await host.Client.MoveSubscriptionAsync("mail", 0);
        await using (var events = host.Client.SubscribeAsync("mail").GetAsyncEnumerator())
            Assert.That(await UntilEndAsync(events, run.RunId), Has.Count.EqualTo(3));

        await host.Client.DeleteSubscriptionAsync("mail");
        var error = await RefusedAsync("DS4022", () => host.Client.DeleteSubscriptionAsync("mail"));
        Assert.That(error.Message, Does.Contain("mail").And.Contain("Known: none"));
        await RefusedAsync("DS4022", () => host.Client.MoveSubscriptionAsync("mail", 0));
        await RefusedAsync("DS4008", async () =>
        {
            await foreach (var e in host.Client.SubscribeAsync(""))
                Assert.Fail(e.ToString());
        });
    }

    [Test]
    public async Task Loop_whose_subscription_is_moved_back_meanwhile_gives_everything_again()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 2);
        await run.ResultAsync().Soon();
        await using var events = host.Client.SubscribeAsync("mail").GetAsyncEnumerator();
        var first = await UntilEndAsync(events, run.RunId);
        var next = events.MoveNextAsync().AsTask();
        var last = await host.Client.GetLastPositionAsync();
        await MoveAsync().Soon();

        Assert.That(await next);
        Assert.That(events.Current.Position, Is.EqualTo(first[0].Position));
        Assert.That((await UntilEndAsync(events, run.RunId)).Select(e => e.Position), Is.EqualTo(first.Skip(1).Select(e => e.Position)));

        async Task MoveAsync()
        {
            while ((await host.Client.ListSubscriptionsAsync()).Single().Position < last)
                await Task.Yield();

            // Again and again: it may just be on its way to the wait.
            while (!next.IsCompleted)
            {
                await host.Client.MoveSubscriptionAsync("mail", 0);
                await Task.Yield();
            }
        }
    }

    [Test]
    public async Task Loop_that_is_cancelled_gives_no_more_of_what_it_has_read()
    {
        var host = await StartHostAsync();
        await (await host.Client.StartAddWorkflowAsync(1, 2)).ResultAsync().Soon();
        using var cancel = new CancellationTokenSource();
        var given = new List<long>();
        Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            await foreach (var e in host.Client.SubscribeAsync("mail", cancel: cancel.Token))
            {
                given.Add(e.Position);
                await cancel.CancelAsync();
            }
        });
        Assert.That(given, Has.Count.EqualTo(1));
        Assert.That((await host.Client.ListSubscriptionsAsync()).Single().Position, Is.EqualTo(given[0]), "it was done");
    }

    [Test]
    public async Task New_subscriber_waits_where_all_that_was_is_purged()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        await (await host.Client.StartAddWorkflowAsync(1, 2)).ResultAsync().Soon();
        time.Advance(TimeSpan.FromDays(2));
        while (await host.Client.PurgeAsync(TimeSpan.FromDays(1)) == 0)
            await Task.Yield();
        var reads = 0;
        var waits = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        Probe.OnCall = call =>
        {
            if (call.Operation != StoreOperation.ReadAll)
                return;
            if (Interlocked.Increment(ref reads) == 2)
                waits.SetResult();
            if (reads > 100)
                cancel.Cancel();
        };

        await using var events = host.Client.SubscribeAsync("late", cancel: cancel.Token).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        await waits.Task.Soon();
        // Many times what one look takes.
        for (var i = 0; i < 20; i++)
            await host.Client.GetLastPositionAsync();
        var run = await host.Client.StartAddWorkflowAsync(3, 4);
        Assert.That(await next.Soon());
        Assert.That(events.Current.RunId, Is.EqualTo(run.RunId));
        Assert.That(reads, Is.InRange(2, 4));
    }

    private static async Task<List<SubscribedEvent>> UntilEndAsync(IAsyncEnumerator<SubscribedEvent> events, string runId)
    {
        var got = new List<SubscribedEvent>();
        do
        {
            await events.MoveNextAsync().AsTask().Soon();
            got.Add(events.Current);
        }
        while (events.Current is not { Entry.Event: WorkflowCompleted } || events.Current.RunId != runId);
        return got;
    }
}
