namespace DurableSdk.EngineTests;

/// <summary>Awaits what isn't durable, in different ways, between and beside steps.</summary>
public sealed class ForeignWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(string how)
    {
        var sum = await OneAsync();
        for (var i = 0; i < 5; i++)
            sum += (await Task.WhenAll(OneAsync(), OneAsync())).Sum();
        // A journal's point stands for Task.Delay, I/O and all else that another thread completes.
        if (how == "foreign")
            await journal.Reached("foreign");
        else if (how == "configured")
            await journal.Reached("foreign").ConfigureAwait(false);
        else if (how == "pool")
            sum += await Task.Run(() => OneAsync());
        else if (how == "beside")
            await Task.WhenAll(LongAsync(), journal.Reached("foreign"));
        return sum + await OneAsync();
    }

    [Step]
    private Task<int> OneAsync() => Task.FromResult(1);

    [Step]
    private async Task LongAsync()
    {
        journal.Reach("long");
        await journal.Reached("long ends");
    }
}

/// <summary>Something that another thread completes; tells the journal once the run's code waits for it.</summary>
public readonly struct Foreign(Journal journal) : System.Runtime.CompilerServices.INotifyCompletion
{
    public bool IsCompleted => false;

    public Foreign GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation)
    {
        journal.Reached("foreign").GetAwaiter().OnCompleted(continuation);
        journal.Reach("waiting");
    }
}

/// <summary>Waits for something foreign while something durable may still come: its cancellation, or a far-away time.</summary>
public sealed class ForeignBesideWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(string beside, CancellationToken cancel)
    {
        if (beside == "sleep")
            await Task.WhenAny(Durable.Sleep(TimeSpan.FromHours(1)), ForeignAsync());
        else
            await ForeignAsync();
        return cancel.IsCancellationRequested ? 0 : 1;
    }

    private async Task ForeignAsync() => await new Foreign(journal);
}

/// <summary>Leaves something behind on another thread, which calls a step.</summary>
public sealed class LeftBehindWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(bool waits)
    {
        ThreadPool.QueueUserWorkItem(_ => CallLater());
        return waits ? await HoldAsync() : 1;
    }

    private void CallLater()
    {
        journal.Reached("call").Wait();
        _ = LostAsync();
        journal.Reach("called");
    }

    [Step(MaxAttempts = 1)]
    private async Task<int> HoldAsync(CancellationToken cancel = default)
    {
        journal.Reach("holds");
        await journal.Reached("never", cancel);
        return 1;
    }

    [Step]
    private Task LostAsync()
    {
        journal.Add("lost");
        return Task.CompletedTask;
    }
}

public sealed class ForeignAwaitTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [TestCase("cancellation")]
    [TestCase("sleep")]
    public async Task Foreign_await_beside_what_may_still_come_is_noticed_even_when_the_run_was_dropped(string beside)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartForeignBesideWorkflowAsync(beside);
        await Journal.Reached("waiting").Soon();
        Journal.Reach("foreign");

        var blocked = Probe.Event<Blocked>(run.RunId);
        var logged = Log.Line(11);
        await Task.WhenAny(blocked, logged).Soon();
        var report = blocked.IsCompleted ? (await blocked).Code : (await logged).Text;
        Assert.That(report, Does.Contain("DS1004"));
        Assert.That((await run.GetRunAsync()).Status.IsFinished(), Is.False);
    }

    [TestCase("foreign")]
    [TestCase("configured")]
    [TestCase("pool")]
    [TestCase("beside")]
    public async Task Foreign_await_blocks_the_run_and_the_others_go_on(string how)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartForeignWorkflowAsync(how);
        if (how == "beside")
        {
            // The step's end leaves only the foreign task to wait for.
            await Journal.Reached("long").Soon();
            Journal.Reach("long ends");
        }

        var blocked = await Probe.Event<Blocked>(run.RunId);
        Assert.That(blocked.Code, Is.AnyOf("DS1002", "DS1003", "DS1004"));
        Assert.That(blocked.Report, Does.Contain(run.RunId).And.Contain("ForeignWorkflow"));
        Journal.Reach("foreign");
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Blocked));
    }

    [Test]
    public async Task Step_called_on_a_pool_thread_blocks_the_run_and_the_host_lives_on()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartLeftBehindWorkflowAsync(true);
        await Journal.Reached("holds").Soon();
        Journal.Reach("call");

        await Probe.Blocked(run.RunId, "DS1003");
        await Journal.Reached("called").Soon();
        Assert.That(Journal.Lines, Is.Empty);
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task Step_called_on_a_pool_thread_after_the_runs_end_is_not_run_and_the_log_says_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartLeftBehindWorkflowAsync(false);
        await run.ResultAsync().Soon();
        Journal.Reach("call");

        await Journal.Reached("called").Soon();
        Assert.That((await Log.Line(11).Soon()).Text, Does.Contain("DS1003").And.Contain(run.RunId));
        Assert.That(Journal.Lines, Is.Empty);
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Workflow_without_a_foreign_await_is_not_suspected()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartForeignWorkflowAsync("none");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(12));
    }
}
