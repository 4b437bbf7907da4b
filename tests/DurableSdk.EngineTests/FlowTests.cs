namespace DurableSdk.EngineTests;

/// <summary>Works on items, some at a time.</summary>
public sealed class FanOutWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(int items, int maxParallel, string how)
    {
        try
        {
            var squares = await Durable.ForEachAsync(Enumerable.Range(0, items), maxParallel, async i =>
            {
                var square = await SquareAsync(i, how);
                await Durable.Sleep(TimeSpan.FromMilliseconds(i % 3));
                return square;
            });
            return string.Join(' ', squares);
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    [Step(MaxAttempts = 1)]
    private async Task<int> SquareAsync(int i, string how)
    {
        journal.Enter();
        try
        {
            journal.Add($"step {StepContext.Current.StepId} {i}");
            await Task.Yield();
            return how == "fail" && i == 2 ? throw new InvalidOperationException($"item {i}") : i * i;
        }
        finally
        {
            journal.Leave();
        }
    }
}

/// <summary>Waits, and cleans up behind a shield.</summary>
public sealed class ShieldWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        var shielded = Durable.Shield(async () =>
        {
            await Durable.Sleep(TimeSpan.FromHours(1));
            return await CleanAsync("shielded");
        });
        try
        {
            await Durable.Sleep(TimeSpan.FromDays(1));
        }
        catch (OperationCanceledException)
        {
            journal.Add("cancelled");
        }

        return await shielded;
    }

    [Step]
    private Task<string> CleanAsync(string what)
    {
        journal.Add(what);
        return Task.FromResult(what);
    }
}

/// <summary>A shielded step is under way when the run is cancelled; beside it one that isn't.</summary>
public sealed class ShieldedStepWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        var bare = WaitAsync("bare");
        var result = await Durable.Shield(() => WaitAsync("shielded"));
        return $"{result} {bare.Status}";
    }

    [Step(MaxAttempts = 1)]
    private async Task<string> WaitAsync(string what, CancellationToken cancel = default)
    {
        journal.Reach($"in {what}");
        try
        {
            await journal.Reached($"{what} may end", cancel);
            return what;
        }
        catch (OperationCanceledException)
        {
            journal.Add($"token of {what}");
            throw;
        }
    }
}

/// <summary>May take a day.</summary>
public sealed class HurriedWorkflow(Journal journal)
{
    [Workflow(Timeout = "1d")]
    public async Task<string> RunAsync(string how, CancellationToken cancel)
    {
        try
        {
            await Durable.Sleep(how == "quick" ? TimeSpan.FromHours(1) : TimeSpan.FromDays(30));
            return "in time";
        }
        catch (OperationCanceledException) when (how == "swallow")
        {
            return "swallowed";
        }
        finally
        {
            await CleanAsync(cancel.IsCancellationRequested);
        }
    }

    [Step]
    private Task CleanAsync(bool canceled)
    {
        journal.Add($"clean {canceled}");
        return Task.CompletedTask;
    }
}

public sealed class FlowTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [TestCase(0, 3)]
    [TestCase(1, 3)]
    [TestCase(7, 1)]
    [TestCase(7, 3)]
    [TestCase(7, 50)]
    public async Task Fan_out_works_on_every_item_once_and_keeps_the_order(int items, int maxParallel)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartFanOutWorkflowAsync(items, maxParallel, "");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(string.Join(' ', Enumerable.Range(0, items).Select(i => i * i))));
        Assert.That(Journal.Lines, Has.Count.EqualTo(items));
        Assert.That(Journal.MostInside, Is.LessThanOrEqualTo(maxParallel));
    }

    [Test]
    public async Task Fan_out_begins_nothing_after_a_failure_and_throws_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartFanOutWorkflowAsync(100, 2, "fail");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("item 2"));
        Assert.That(Journal.Lines, Has.Count.LessThan(10));
    }

    [Test]
    public async Task Shielded_work_outlives_the_cancellation_of_the_run()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartShieldWorkflowAsync();
        await Probe.Event<TimerStarted>(run.RunId, n: 2);
        await run.CancelAsync();
        await Journal.Until(() => Journal.Count("cancelled") > 0).Soon();
        Assert.That(Journal.Count("shielded"), Is.Zero);
        time.Advance(TimeSpan.FromHours(1));

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("shielded"));
        Assert.That((await EventsAsync(host, run.RunId)).Select(entry => entry.Event).OfType<TimerCanceled>().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Shielded_step_keeps_its_token_when_the_run_is_cancelled()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartShieldedStepWorkflowAsync();
        await Journal.Reached("in bare").Soon();
        await Journal.Reached("in shielded").Soon();
        await run.CancelAsync();
        await Journal.Until(() => Journal.Count("token of bare") > 0).Soon();
        Journal.Reach("shielded may end");

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("shielded Canceled"));
        Assert.That(Journal.Count("token of shielded"), Is.Zero);
    }

    [Test]
    public async Task Run_over_its_timeout_cleans_up_and_fails()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartHurriedWorkflowAsync("slow");
        await Probe.Event<TimerStarted>(run.RunId, n: 2);
        time.Advance(TimeSpan.FromDays(1));

        var failed = Assert.ThrowsAsync<WorkflowFailedException>(async () => await run.ResultAsync().Soon());
        Assert.That(failed!.Failure.Type, Is.EqualTo(typeof(TimeoutException).FullName));
        Assert.That(failed.Message, Does.Contain("HurriedWorkflow").And.Contain("1.00:00:00"));
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "clean True" }));
    }

    [Test]
    public async Task Run_in_time_completes()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartHurriedWorkflowAsync("quick");
        await Probe.Event<TimerStarted>(run.RunId, n: 2);
        time.Advance(TimeSpan.FromHours(1));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("in time"));
    }

    [Test]
    public async Task Code_that_swallows_the_timeout_completes()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartHurriedWorkflowAsync("swallow");
        await Probe.Event<TimerStarted>(run.RunId, n: 2);
        time.Advance(TimeSpan.FromDays(2));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("swallowed"));
    }

    [Test]
    public async Task Timeout_survives_a_crash()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartHurriedWorkflowAsync("slow");
        await Probe.Event<TimerStarted>(run.RunId, n: 2);
        await host.CrashAsync();
        time.Advance(TimeSpan.FromDays(3));
        var next = await StartHostAsync();
        Assert.That(async () => await next.Client.GetHandle(run.RunId).WaitAsync().Soon(), Throws.InstanceOf<WorkflowFailedException>());
    }
}
