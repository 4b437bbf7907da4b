using DurableSdk.Sqlite.Owning;
using DurableSdk.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSdk.EngineTests;

/// <summary>What a program says of its own host.</summary>
public sealed class HostStatusTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Host_executes_until_it_is_stopped_and_the_standby_takes_over()
    {
        var time = UseManualTime();
        var owner = await StartHostAsync();
        await AddAsync(owner);
        var begun = time.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(1));
        var standby = await StartHostAsync();
        await Log.Line(41).Soon();

        Assert.That((owner.Client.HostStatus.State, owner.Client.HostStatus.Since), Is.EqualTo((HostState.Executing, begun)));
        var waiting = standby.Client.HostStatus;
        Assert.That((waiting.State, waiting.Store, waiting.RunsInMemory), Is.EqualTo((HostState.Standby, owner.Client.HostStatus.Store, 0)));
        Assert.That(waiting.Detail, Does.Contain($"{Environment.ProcessId}").And.Contain(Environment.MachineName));

        await owner.StopAsync();
        Assert.That((owner.Client.HostStatus.State, owner.Client.HostStatus.Since), Is.EqualTo((HostState.Stopped, time.GetUtcNow())));
        var taken = Log.Nth(2, line => line.Id == 40);
        while (!taken.IsCompleted)
            time.Advance(TimeSpan.FromSeconds(1));
        await AddAsync(standby);
        Assert.That((standby.Client.HostStatus.State, standby.Client.HostStatus.Detail), Is.EqualTo((HostState.Executing, (string?)null)));
    }

    [Test]
    public async Task Standby_names_nobody_where_the_store_knows_nobody()
    {
        if (Kind == StoreKind.InMemory)
            return;
        // Another process has the lock, and hasn't told the file who it is.
        using var held = HostLock.TryTake(DatabasePath, 1);
        var standby = await StartHostAsync();
        await Log.Line(41).Soon();
        Assert.That((standby.Client.HostStatus.State, standby.Client.HostStatus.Detail), Is.EqualTo((HostState.Standby, "Another process executes the runs.")));
    }

    [Test]
    public async Task What_it_is_at_is_counted()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTwoStepWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        Assert.That((host.Client.HostStatus.RunsInMemory, host.Client.HostStatus.StepsRunning), Is.EqualTo((1, 1)));
        Journal.Reach("gate");
        await run.WaitAsync().Soon();
    }

    [Test]
    public async Task Client_executes_nothing()
    {
        await StartHostAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        Assert.That(client.Client.HostStatus.State, Is.EqualTo(HostState.Client));
    }

    [Test]
    public async Task Appends_that_are_refused_show_until_the_store_takes_them()
    {
        var isFull = true;
        var host = await StartHostAsync();
        Probe.OnCall = call => FailIf(call.Operation == StoreOperation.Append && Volatile.Read(ref isFull));
        var run = await host.Client.StartAddWorkflowAsync(1, 1);

        await Log.Line(6).Soon();
        AssertFails(host, HostState.Executing);
        Volatile.Write(ref isFull, false);
        await run.ResultAsync().Soon();
        Assert.That((host.Client.HostStatus.FailingSince, host.Client.HostStatus.Failure), Is.EqualTo(((DateTimeOffset?)null, (string?)null)));
    }

    [Test]
    public async Task Claims_that_are_refused_show_until_the_store_answers()
    {
        var isAway = true;
        Probe.OnCall = call => FailIf(call.Operation == StoreOperation.Claim && Volatile.Read(ref isAway));
        var host = await StartHostAsync();

        await Log.Line(20).Soon();
        AssertFails(host, HostState.Executing);
        Volatile.Write(ref isAway, false);
        // Another program's runs are claimed, the second by a claim after that of the first.
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await AddAsync(client);
        await AddAsync(client);
        Assert.That(host.Client.HostStatus.FailingSince, Is.Null);
    }

    [Test]
    public async Task Reads_that_are_refused_show_until_the_store_answers()
    {
        var isAway = false;
        Probe.OnCall = call => FailIf(call.Operation == StoreOperation.ReadInbox && Volatile.Read(ref isAway));
        var host = await StartHostAsync();
        var run = await host.Client.StartBasketWorkflowAsync();
        await (Evicts ? Probe.Released(run.RunId) : Probe.Rested(run.RunId));

        Volatile.Write(ref isAway, true);
        await run.SignalAsync("close", true);
        await Log.Line(10).Soon();
        AssertFails(host, HostState.Executing);
        Volatile.Write(ref isAway, false);
        await run.ResultAsync().Soon();
        Assert.That(host.Client.HostStatus.FailingSince, Is.Null);
    }

    [Test]
    public async Task Run_that_the_store_cannot_let_go_shows_until_it_can()
    {
        var isAway = true;
        Probe.OnCall = call => FailIf(call.Operation == StoreOperation.Release && Volatile.Read(ref isAway));
        var host = await StartHostAsync();
        var run = await host.Client.StartBasketWorkflowAsync();
        await run.PauseAsync("for now");

        await Log.Line(22).Soon();
        AssertFails(host, HostState.Executing);
        Volatile.Write(ref isAway, false);
        await host.StopAsync().Soon();
        Assert.That(host.Client.HostStatus.FailingSince, Is.Null);
    }

    [Test]
    public async Task Transactions_of_steps_that_are_refused_show_until_the_store_takes_them()
    {
        if (Kind == StoreKind.InMemory)
            return;
        var isFull = true;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Append, IsDone: false, Append.Events: [{ Kind: EventKind.StepCompleted }] } && Volatile.Read(ref isFull));
        var host = await StartHostAsync();
        var run = await host.Client.StartEffectWorkflowAsync("a", 0);

        await Log.Line(6).Soon();
        AssertFails(host, HostState.Executing);
        Volatile.Write(ref isFull, false);
        await run.ResultAsync().Soon();
        Assert.That(host.Client.HostStatus.FailingSince, Is.Null);
    }

    [Test]
    public async Task Host_that_ends_waits_for_the_store_no_more_and_says_since_when()
    {
        var time = UseManualTime();
        Probe.OnCall = call => FailIf(call.Operation == StoreOperation.Acquire);
        var host = await StartHostAsync();
        await Log.Line(43).Soon();

        await host.StopAsync(CancellationToken.None);
        var stopped = time.GetUtcNow();
        Assert.That((host.Client.HostStatus.State, host.Client.HostStatus.Since), Is.EqualTo((HostState.Stopped, stopped)));
        Assert.That((host.Client.HostStatus.FailingSince, host.Client.HostStatus.Failure), Is.EqualTo(((DateTimeOffset?)null, (string?)null)));

        time.Advance(TimeSpan.FromMinutes(1));
        await host.StopAsync();
        Assert.That(host.Client.HostStatus.Since, Is.EqualTo(stopped), "a second stop stops nothing");
    }

    [Test]
    public async Task Host_that_is_disposed_of_without_a_stop_is_stopped()
    {
        var host = await StartHostAsync();
        await AddAsync(host);
        host.Services.GetServices<IHostedService>().OfType<IDisposable>().Single().Dispose();
        Assert.That(host.Client.HostStatus.State, Is.EqualTo(HostState.Stopped));
    }

    [Test]
    public async Task Schema_that_became_newer_in_an_outage_is_no_outage()
    {
        var attempts = 0;
        Probe.OnCall = call =>
        {
            if (call.Operation != StoreOperation.Acquire)
                return;
            FailIf(++attempts == 1);
            throw new DurableException("DS3003", "The schema is newer.");
        };
        var host = await StartHostAsync();

        await Log.Line(63).Soon();
        await host.StopAsync(CancellationToken.None);
        Assert.That(host.Client.HostStatus.FailingSince, Is.Null);
    }

    [Test]
    public async Task Store_that_cannot_be_asked_for_its_ownership_shows()
    {
        var isAway = true;
        Probe.OnCall = call => FailIf(call.Operation == StoreOperation.Acquire && Volatile.Read(ref isAway));
        var host = await StartHostAsync();

        await Log.Line(43).Soon();
        AssertFails(host, HostState.Starting);
        Volatile.Write(ref isAway, false);
        await AddAsync(host);
        Assert.That((host.Client.HostStatus.State, host.Client.HostStatus.FailingSince), Is.EqualTo((HostState.Executing, (DateTimeOffset?)null)));
    }

    private static async Task AddAsync(TestHost host) => await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon();

    private static void AssertFails(TestHost host, HostState state)
    {
        var status = host.Client.HostStatus;
        Assert.That((status.State, status.Failure), Is.EqualTo((state, "The disk is full.")));
        Assert.That(status.FailingSince, Is.GreaterThanOrEqualTo(status.Since));
    }

    private static void FailIf(bool fails)
    {
        if (fails)
            throw new IOException("The disk is full.");
    }
}
