using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.EngineTests;

/// <summary>Draws, steps, sleeps, and fails where it is told to.</summary>
public sealed class ForkableWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string name)
    {
        var id = Durable.NewGuid();
        Durable.SetStatus("begun");
        await DoAsync("first");
        await Durable.Sleep(TimeSpan.FromMilliseconds(1));
        var number = Durable.Random.Next();
        Durable.Logger.LogInformation("Drawn {Id}", id);
        await DoAsync("second");
        return $"{name} {id} {number}";
    }

    [Step(MaxAttempts = 1)]
    private Task DoAsync(string what)
    {
        journal.Add($"{what} {StepContext.Current.IdempotencyKey}");
        return what == "second" && journal.Count("mended") == 0 ? throw new InvalidOperationException("not mended") : Task.CompletedTask;
    }
}

/// <summary>Says to others which run it is.</summary>
public sealed class SelfNamingWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        Durable.SetStatus(Durable.Run.RunId);
        await SayAsync(Durable.Run.RunId);
        await using var hook = await Durable.CreateHook<string>(token: Durable.Run.RunId);
        await Durable.Sleep(TimeSpan.FromMilliseconds(1));
        return await SayAsync(Durable.Run.RunId);
    }

    [Step]
    private Task<string> SayAsync(string runId) => Task.FromResult(runId);
}

/// <summary>Says which run it is where nothing of it is recorded, and does what another version of it does with another text.</summary>
public sealed class QuietSelfWorkflow(Journal journal, Shape shape)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        journal.Add(Durable.Run.RunId);
        await SayAsync(shape.IsMended ? "new" : "old");
        await Durable.Sleep(TimeSpan.FromMilliseconds(1));
        return "done";
    }

    [Step]
    private Task SayAsync(string text) => Task.CompletedTask;
}

public sealed class ForkTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Fork_of_a_failed_run_goes_on_from_the_cut_with_the_same_drawn_values()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartForkableWorkflowAsync("order");
        Assert.That(async () => await run.ResultAsync().Soon(), Throws.InstanceOf<WorkflowFailedException>());
        var log = await EventsAsync(host, run.RunId);
        var cut = log.Single(entry => entry.Event is TimerFired).Sequence;
        Journal.Add("mended");

        var fork = await host.Client.ForkAsync(run.RunId, cut);

        var result = await host.Client.GetHandle<string>(fork.RunId).ResultAsync().Soon();
        Assert.That(Journal.Lines.Where(line => line.StartsWith("first", StringComparison.Ordinal)), Is.EqualTo(new[] { $"first {run.RunId}/DoAsync#1" }));
        Assert.That(Journal.Lines[^1], Is.EqualTo($"second {fork.RunId}/DoAsync#2"), "its keys are its own");
        var record = await fork.GetRunAsync();
        Assert.That((record.ForkedFromRunId, record.StatusText), Is.EqualTo((run.RunId, "begun")));
        Assert.That((await EventsAsync(host, fork.RunId)).Take((int)cut).Select(entry => (entry.Sequence, entry.At)), Is.EqualTo(log.Take((int)cut).Select(entry => (entry.Sequence, entry.At))));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Failed), "the origin isn't touched");

        var again = await host.Client.ForkAsync(run.RunId, cut, new() { RunId = "again" });
        Assert.That(again.RunId, Is.EqualTo("again"));
        Assert.That(await host.Client.GetHandle<string>("again").ResultAsync().Soon(), Is.EqualTo(result));
    }

    [Test]
    public async Task Fork_of_a_run_whose_code_says_which_run_it_is_goes_on()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartSelfNamingWorkflowAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(run.RunId));
        var cut = (await EventsAsync(host, run.RunId)).Single(entry => entry.Event is TimerFired).Sequence;

        var fork = await host.Client.ForkAsync(run.RunId, cut);

        Assert.That(await host.Client.GetHandle<string>(fork.RunId).ResultAsync().Soon(), Is.EqualTo(fork.RunId));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Fork_of_a_run_whose_code_reads_its_id_is_compared_where_no_id_is_recorded(bool isChanged)
    {
        var first = await StartHostAsync(o => o.Services.AddSingleton(new Shape(IsMended: false)));
        var run = await first.Client.StartQuietSelfWorkflowAsync();
        await run.ResultAsync().Soon();
        var cut = (await EventsAsync(first, run.RunId)).Single(entry => entry.Event is TimerFired).Sequence;
        await first.StopAsync();

        var second = await StartHostAsync(o => o.Services.AddSingleton(new Shape(isChanged)));
        var fork = await second.Client.ForkAsync(run.RunId, cut);

        if (isChanged)
            Assert.That(((Blocked)(await Probe.Blocked(fork.RunId, "DS1001")).Entry.Event).Report, Does.Contain("SayAsync#1"));
        else
            Assert.That(await second.Client.GetHandle<string>(fork.RunId).ResultAsync().Soon(), Is.EqualTo("done"));
    }

    [Test]
    public async Task Fork_at_the_start_runs_every_step_again()
    {
        var host = await StartHostAsync();
        Journal.Add("mended");
        var run = await host.Client.StartForkableWorkflowAsync("order");
        var result = await run.ResultAsync().Soon();
        var fork = await host.Client.ForkAsync(run.RunId, 1);
        Assert.That(await host.Client.GetHandle<string>(fork.RunId).ResultAsync().Soon(), Is.EqualTo(result));
        Assert.That(Journal.Lines.Where(line => line.StartsWith("first", StringComparison.Ordinal)), Has.Exactly(2).Items);
    }

    [TestCase(0)]
    [TestCase(99)]
    public async Task Fork_where_there_is_no_event_is_refused(long sequence)
    {
        var host = await StartHostAsync();
        Journal.Add("mended");
        var run = await host.Client.StartForkableWorkflowAsync("order");
        await run.ResultAsync().Soon();
        var last = (await EventsAsync(host, run.RunId))[^1].Sequence;

        var error = await RefusedAsync("DS4020", () => host.Client.ForkAsync(run.RunId, sequence));
        Assert.That(error.Message, Does.Contain($"1 to {last - 1};"));
        await RefusedAsync("DS4020", () => host.Client.ForkAsync(run.RunId, last));
        await RefusedAsync("DS4001", () => host.Client.ForkAsync("unknown", 1));
        await RefusedAsync("DS4004", () => host.Client.ForkAsync(run.RunId, 2, new() { RunId = run.RunId, IdempotencyKey = "key" }));
    }

    [Test]
    public async Task Purge_takes_what_has_just_ended()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        await (await host.Client.StartAddWorkflowAsync(1, 2)).ResultAsync().Soon();
        Assert.That(await host.Client.PurgeAsync(TimeSpan.FromHours(1)), Is.Zero);
        Assert.That(await host.Client.PurgeAsync(TimeSpan.Zero), Is.EqualTo(1));

        await (await host.Client.StartAddWorkflowAsync(3, 4)).ResultAsync().Soon();
        time.Advance(TimeSpan.FromHours(1));
        Assert.That(await host.Client.PurgeAsync(TimeSpan.FromHours(1)), Is.EqualTo(1));
    }

    [Test]
    public async Task Purged_run_says_so_and_its_key_still_gives_it()
    {
        var host = await StartHostAsync();
        Journal.Add("mended");
        var run = await host.Client.StartForkableWorkflowAsync("order", new() { IdempotencyKey = "key" });
        await run.ResultAsync().Soon();
        Assert.That(await host.Client.PurgeAsync(TimeSpan.FromHours(1)), Is.Zero);
        Assert.That(await host.Client.PurgeAsync(TimeSpan.Zero), Is.EqualTo(1));

        var again = await host.Client.StartForkableWorkflowAsync("order", new() { IdempotencyKey = "key" });
        Assert.That(again.RunId, Is.EqualTo(run.RunId));
        await RefusedAsync("DS4021", () => again.ResultAsync());
        await RefusedAsync("DS4021", () => host.Client.ForkAsync(run.RunId, 1));
        await RefusedAsync("DS4021", async () => await EventsAsync(host, run.RunId));
        Assert.That(async () => await host.Client.PurgeAsync(TimeSpan.FromSeconds(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(await host.Client.PurgeAsync(TimeSpan.MaxValue), Is.Zero, "nothing is as old as that");
    }
}
