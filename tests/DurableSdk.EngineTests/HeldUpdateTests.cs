namespace DurableSdk.EngineTests;

/// <summary>Updates to runs that stand still, haven't begun or are ended by force.</summary>
public sealed class HeldUpdateTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Paused_run_decides_and_does_what_it_accepted_when_it_goes_on()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        await run.DepositAsync(10).Soon();
        await run.PauseAsync();
        await Probe.Event<Paused>(run.RunId);

        await RefusedAsync("DS4027", () => run.DrawAsync(11));
        var draw = run.DrawAsync(3);
        await Probe.Event<UpdateAccepted>(run.RunId, n: 2);
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Paused));
        Assert.That(Journal.Lines, Is.Empty);
        await run.ResumeAsync();

        Assert.That(await draw.Soon(), Is.EqualTo("paid 3, 7 left"));
    }

    [Test]
    public async Task Pause_an_update_and_a_resume_in_one_inbox_are_done_one_after_the_other()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartAccountWorkflowAsync("");
        await run.DepositAsync(1).Soon();
        await first.StopAsync();
        var client = (await StartHostAsync(o => o.ExecuteRuns = false)).Client;
        await client.PauseAsync(run.RunId);
        var deposit = client.GetAccountWorkflow(run.RunId).DepositAsync(5);
        await Probe.Sent(run.RunId, 3);
        await client.ResumeAsync(run.RunId);
        await StartHostAsync();
        Assert.That(await deposit.Soon(), Is.EqualTo(6));
    }

    [Test]
    public async Task Run_that_has_not_begun_refuses()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("", new() { StartAt = time.GetUtcNow().AddHours(1) });
        Assert.That((await RefusedAsync("DS4027", () => run.DepositAsync(1))).Message, Does.Contain("hasn't begun"));
        time.Advance(TimeSpan.FromHours(2));
        await run.SignalAsync("end");
        Assert.That(await run.ResultAsync().Soon(), Is.Zero);
    }

    [Test]
    public async Task Caller_hears_that_the_run_was_terminated()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        var waits = run.UpdateWaitAsync();
        await Probe.Event<UpdateAccepted>(run.RunId);
        await run.TerminateAsync();
        Assert.That((await RefusedAsync("DS1035", () => waits)).Message, Does.Contain("Terminated").And.Contain("it was accepted"));
    }

    [Test]
    public async Task Handle_of_a_first_run_that_was_purged_reaches_its_chain()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("again", new() { RunId = "account" });
        await run.CloseAsync().Soon();
        await Probe.Event<ContinuedAsNew>("account");
        var next = (await run.GetRunAsync()).NextRunId!;
        Assert.That(await host.Client.PurgeAsync(TimeSpan.Zero), Is.EqualTo(1));

        var result = run.ResultAsync();
        await run.PauseAsync();
        await run.ResumeAsync();
        await run.SignalAsync("Add", 3);
        Assert.That(await run.DepositAsync(5).Soon(), Is.EqualTo(8));
        Assert.That(await run.QueryAsync<int>("Balance"), Is.EqualTo(8));
        Assert.That((await RefusedAsync("DS4011", () => host.Client.CancelAsync("account"))).Message, Does.Contain(next));
        Assert.That((await RefusedAsync("DS4011", () => host.Client.SignalAsync("account", "end"))).Message, Does.Contain(next));
        Assert.That((await RefusedAsync("DS4011", () => host.Client.TerminateAsync("account"))).Message, Does.Contain(next));
        Assert.That((await host.Client.StartAccountWorkflowAsync("again", new() { RunId = "account" })).RunId, Is.EqualTo("account"), "it stands for the chain longer than any other");
        Assert.That((await RefusedAsync("DS4004", () => host.Client.StartAccountWorkflowAsync("", new() { RunId = "account" }))).Message, Does.Contain("account"));
        await run.SignalAsync("end");
        Assert.That(await result.Soon(), Is.EqualTo(8));
    }

    [Test]
    public async Task Handle_of_a_first_run_that_was_purged_ends_its_chain()
    {
        var host = await StartHostAsync();
        var (canceled, terminated) = (await StartAsync(), await StartAsync());
        Assert.That(await host.Client.PurgeAsync(TimeSpan.Zero), Is.EqualTo(2));

        await canceled.CancelAsync("enough");
        await terminated.TerminateAsync("enough");

        Assert.CatchAsync<WorkflowCanceledException>(() => canceled.WaitAsync().Soon());
        Assert.CatchAsync<WorkflowTerminatedException>(() => terminated.WaitAsync().Soon());

        async Task<AccountWorkflowHandle> StartAsync()
        {
            var run = await host.Client.StartAccountWorkflowAsync("again");
            await run.CloseAsync().Soon();
            await Probe.Event<ContinuedAsNew>(run.RunId);
            return run;
        }
    }

    [Test]
    public async Task Update_sent_again_is_found_where_the_first_of_its_chain_was_purged()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("again");
        await run.CloseAsync().Soon();
        await Probe.Event<ContinuedAsNew>(run.RunId);
        Assert.That(await run.DepositAsync(5, new() { Id = "five" }).Soon(), Is.EqualTo(5));
        var last = host.Client.GetAccountWorkflow((await run.GetRunAsync()).NextRunId!);
        Assert.That(await host.Client.PurgeAsync(TimeSpan.Zero), Is.EqualTo(1));
        Assert.That(await last.DepositAsync(5, new() { Id = "five" }).Soon(), Is.EqualTo(5));
    }
}
