using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSdk.EngineTests;

/// <summary>Its step ends well, by its token, or not at all when the host stops.</summary>
public sealed class StoppedWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(string how) => await WorkAsync(how) + await NextAsync();

    [Step(MaxAttempts = 1)]
    private async Task<int> WorkAsync(string how, CancellationToken cancel = default)
    {
        journal.Add($"work {StepContext.Current.Attempt}");
        await using var stop = cancel.Register(() => journal.Reach("told to stop"));
        await using var bad = cancel.Register(() => throw new InvalidOperationException("callback"));
        journal.Reach("works");
        if (how == "ends")
            await journal.Reached("told to stop");
        else if (how == "obeys" && journal.Lines.Count == 1)
            await journal.Reached("never", cancel);
        else if (how == "ignores" && journal.Lines.Count == 1)
            await journal.Reached("never");
        return 1;
    }

    [Step]
    private Task<int> NextAsync()
    {
        journal.Add("next");
        return Task.FromResult(1);
    }
}

public sealed class StopTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [TestCase("ends", "work 1, next")]
    [TestCase("obeys", "work 1, work 1, next")]
    public async Task Stop_commits_what_ends_and_records_nothing_of_what_is_abandoned(string how, string lines)
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartStoppedWorkflowAsync(how);
        await Journal.Reached("works").Soon();
        await first.StopAsync().Soon();
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "work 1" }), "no new step begins");
        Assert.That(Probe.Commits.Any(commit => commit.Entry.Event is StepCompleted), Is.EqualTo(how == "ends"));
        Assert.That(Probe.Commits.Select(commit => commit.Entry.Event), Has.None.InstanceOf<StepFailed>());

        var second = await StartHostAsync();
        Assert.That(await second.Client.GetStoppedWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(string.Join(", ", Journal.Lines), Is.EqualTo(lines));
    }

    [Test]
    public async Task Stop_returns_at_its_limit_although_a_step_ignores_its_token()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartStoppedWorkflowAsync("ignores");
        await Journal.Reached("works").Soon();
        await first.StopAsync(new CancellationToken(canceled: true)).Soon();
        var second = await StartHostAsync();
        Assert.That(await second.Client.GetStoppedWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task AddDurable_in_a_generic_host_runs_workflows()
    {
        var services = new ServiceCollection();
        services.AddDurable(o => Configure(o, NewStore()));
        await using var provider = services.BuildServiceProvider();
        var hosted = provider.GetServices<IHostedService>().Single();
        await hosted.StartAsync(CancellationToken.None);
        var run = await provider.GetRequiredService<DurableClient>().StartAddWorkflowAsync(20, 22);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(42));
        await hosted.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task Standby_takes_over_when_the_owner_stops()
    {
        var first = await StartHostAsync();
        var second = await StartHostAsync();
        Assert.That((await Log.Line(41).Soon()).Text, Does.Contain("DS3007"));
        await first.StopAsync();
        Assert.That(await (await second.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task TakeOver_fences_the_old_owner_which_waits_as_a_standby()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartGateWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        var second = await StartHostAsync(o => o.TakeOver = true);
        Assert.That((await Log.Line(42).Soon()).Text, Does.Contain("DS3006"));
        await Log.Line(41).Soon();
        Assert.That(Log.Lines.Where(line => line.Id == 20), Is.Empty, "who is no owner any more asks for nothing");
        await Journal.Until(() => Journal.Lines.Count(line => line.StartsWith("pass", StringComparison.Ordinal)) == 2).Soon();
        Journal.Reach("gate");
        Assert.That(await first.Client.GetGateWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(2));
        CrashTests.AssertRecordedOnce(await EventsAsync(second, run.RunId));
        Assert.That(Journal.Count("after"), Is.EqualTo(1));
    }

    [Test]
    public async Task Client_only_host_that_can_not_open_its_store_does_not_start()
    {
        var store = NewStore();
        await store.DisposeAsync();
        Assert.CatchAsync<ObjectDisposedException>(() => DurableHost.StartAsync(o => Configure(o, store, options => options.ExecuteRuns = false)));
    }

    [Test]
    public async Task Services_that_are_disposed_of_on_the_thread_of_a_user_interface_do_not_wait_for_it()
    {
        var services = new ServiceCollection();
        services.AddDurable(o => Configure(o, NewStore(), options => options.ExecuteRuns = false));
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<DurableClient>().ListRunsAsync();
        UserInterface.AssertNeedsNoThread(provider.Dispose);
    }

    /// <summary>As an app with windows does by <c>host.Start()</c> and, when it exits, <c>host.StopAsync().Wait()</c>.</summary>
    [Test]
    public void Hosted_service_starts_and_stops_while_the_thread_of_a_user_interface_waits_for_it([Values] bool executes)
    {
        var services = new ServiceCollection();
        services.AddDurable(o => Configure(o, NewStore(), options => options.ExecuteRuns = executes));
        UserInterface.AssertNeedsNoThread(() =>
        {
            using var provider = services.BuildServiceProvider();
            var hosted = provider.GetServices<IHostedService>().Single();
            hosted.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
            hosted.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        });
    }

    [Test]
    public void Host_starts_and_stops_while_the_thread_of_a_user_interface_waits_for_it() => UserInterface.AssertNeedsNoThread(() =>
    {
        var host = DurableHost.StartAsync(o => Configure(o, NewStore())).GetAwaiter().GetResult();
        host.DisposeAsync().AsTask().GetAwaiter().GetResult();
    });

    [Test]
    public async Task Service_that_can_not_be_stopped_leaves_the_others_to_be_stopped()
    {
        var host = await DurableHost.StartAsync(o => Configure(o, NewStore(), options => options.Services
            .AddSingleton<IHostedService>(new Stopping(() => Journal.Add("stopped")))
            .AddSingleton<IHostedService>(new Stopping(() => throw new FormatException()))));
        Assert.ThrowsAsync<FormatException>(async () => await host.DisposeAsync());
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "stopped" }));
    }

    [Test]
    public async Task Hosted_service_can_be_stopped_and_disposed_of_again()
    {
        var services = new ServiceCollection();
        services.AddDurable(o => Configure(o, NewStore()));
        var provider = services.BuildServiceProvider();
        var hosted = provider.GetServices<IHostedService>().Single();
        await hosted.StartAsync(CancellationToken.None);
        await provider.DisposeAsync();
        Assert.That(() => hosted.StopAsync(CancellationToken.None), Throws.Nothing);
        Assert.That(() => ((IDisposable)hosted).Dispose(), Throws.Nothing);
    }

    [Test]
    public async Task Client_only_host_starts_and_looks_beside_the_executing_one()
    {
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        var run = await client.Client.StartAddWorkflowAsync(3, 4);
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Pending));
        await StartHostAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(7));
    }

    private sealed class Stopping(Action stop) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            stop();
            return Task.CompletedTask;
        }
    }
}
