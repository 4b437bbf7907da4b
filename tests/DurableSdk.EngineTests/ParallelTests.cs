namespace DurableSdk.EngineTests;

public sealed class RaceWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string how)
    {
        var branches = new[] { WaitAsync("a"), WaitAsync("b"), WaitAsync("c") };
        if (how == "all")
            return string.Concat(await Task.WhenAll(branches));
        if (how == "any")
            return await await Task.WhenAny(branches);
        var order = "";
        await foreach (var branch in Task.WhenEach(branches))
            order += await branch;
        return order;
    }

    [Step]
    private async Task<string> WaitAsync(string name, CancellationToken cancel = default)
    {
        journal.Add($"wait {name}");
        await using var lost = cancel.Register(() => journal.Reach($"lost {name}"));
        await journal.Reached(name);
        return name;
    }
}

public sealed class DeadlineWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(TimeSpan limit)
    {
        journal.Track(this);
        var work = WaitAsync();
        return await Task.WhenAny(work, Durable.Sleep(limit)) == work ? await work : "too slow";
    }

    [Step]
    private async Task<string> WaitAsync()
    {
        journal.Reach("works");
        await journal.Reached("work done");
        return "done";
    }
}

public sealed class ParallelTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [TestCase("all", "abc")]
    [TestCase("each", "cab")]
    public async Task Branches_end_in_any_order_and_replay_in_it(string how, string expected)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartRaceWorkflowAsync(how);
        await Journal.Until(() => Journal.Lines.Count == 3).Soon();
        foreach (var name in new[] { "c", "a", "b" })
        {
            Journal.Reach(name);
            await Probe.Event<StepCompleted>(run.RunId, e => e.Result.Span.SequenceEqual(System.Text.Encoding.UTF8.GetBytes($"\"{name}\"")));
        }

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(expected));
        Assert.That(Journal.Lines, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Run_that_is_rebuilt_stays_with_the_attempts_in_flight()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartRaceWorkflowAsync("all");
        await Journal.Until(() => Journal.Lines.Count == 3).Soon();
        Journal.Reach("b");
        await Probe.Event<StepCompleted>(run.RunId);
        Journal.Reach("a");
        await Probe.Event<StepCompleted>(run.RunId, n: 2);
        Journal.Reach("c");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("abc"));
        Assert.That(Journal.Lines, Is.EquivalentTo(new[] { "wait a", "wait b", "wait c" }), "none began twice");
    }

    [Test]
    public async Task Losers_of_WhenAny_get_their_token_when_the_run_completes_without_them()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartRaceWorkflowAsync("any");
        await Journal.Until(() => Journal.Lines.Count == 3).Soon();
        Journal.Reach("b");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("b"));
        await Task.WhenAll(Journal.Reached("lost a"), Journal.Reached("lost c")).Soon();
        Journal.Reach("a");
        Journal.Reach("c");
    }

    [Test]
    public async Task Parallel_branches_survive_a_crash_with_the_order_they_had()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartRaceWorkflowAsync("each");
        await Journal.Until(() => Journal.Lines.Count == 3).Soon();
        Journal.Reach("c");
        await Probe.Event<StepCompleted>(run.RunId);
        await first.CrashAsync();
        var second = await StartHostAsync();
        Journal.Reach("b");
        await Probe.Event<StepCompleted>(run.RunId, n: 2);
        Journal.Reach("a");
        Assert.That(await second.Client.GetRaceWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo("cba"));
        Assert.That(Journal.Count("wait c"), Is.EqualTo(1));
    }

    [Test]
    public async Task Run_that_has_finished_is_not_kept_by_its_far_away_timer()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartDeadlineWorkflowAsync(TimeSpan.FromSeconds(9));
        Journal.Reach("work done");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("done"));
        for (var i = 0; i < 500 && Journal.TrackedAlive > 0; i++)
        {
            GC.Collect();
            await Task.Yield();
        }

        Assert.That(Journal.TrackedAlive, Is.Zero);
    }

    [Test]
    public async Task Sleep_as_a_deadline_wins_over_a_slow_step()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartDeadlineWorkflowAsync(TimeSpan.FromMinutes(1));
        await Journal.Reached("works").Soon();
        await Probe.Event<TimerStarted>(run.RunId);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("too slow"));
        Journal.Reach("work done");
    }
}
