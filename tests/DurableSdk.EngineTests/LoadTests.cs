namespace DurableSdk.EngineTests;

public sealed class CountWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(int steps)
    {
        var sum = 0;
        for (var i = 0; i < steps; i++)
            sum += await OneAsync();
        return sum;
    }

    [Step]
    private Task<int> OneAsync()
    {
        journal.Enter();
        journal.Leave();
        return Task.FromResult(1);
    }
}

public sealed class NapWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int minutes)
    {
        await Durable.Sleep(TimeSpan.FromMinutes(minutes));
        return minutes;
    }
}

/// <summary>Async helpers call each other, a thousand deep, with steps on the way down and up.</summary>
public sealed class DeepWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int depth) => await DownAsync(depth);

    private async Task<int> DownAsync(int depth)
    {
        if (depth == 0)
            return await OneAsync();
        var below = await DownAsync(depth - 1);
        return depth % 100 == 0 ? below + await OneAsync() : below;
    }

    [Step]
    private Task<int> OneAsync() => Task.FromResult(1);
}

public sealed class EmptyWorkflow
{
    [Workflow]
    public Task RunAsync() => Task.CompletedTask;
}

public sealed class ThrowsWorkflow
{
    [Workflow]
    public Task RunAsync(string why) => throw new InvalidOperationException(why);
}

public sealed class BusyWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync() => await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => WorkAsync()));

    [Step]
    private async Task WorkAsync()
    {
        journal.Enter();
        journal.Add("entered");
        await journal.Reached("leave");
        journal.Leave();
    }
}

public sealed class LoadTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Thousand_runs_of_ten_steps_finish()
    {
        var host = await StartHostAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => host.Client.StartCountWorkflowAsync(10)));
        Assert.That(await Task.WhenAll(runs.Select(run => run.ResultAsync())).Soon(), Is.All.EqualTo(10));
    }

    [Test]
    public async Task Run_of_many_steps_in_a_loop_finishes()
    {
        // Rebuilt at every await, the cost grows with the square.
        var steps = Evicts ? 250 : 5000;
        var host = await StartHostAsync();
        // How long so many steps take is the machine's affair: only a hang ends it.
        Assert.That(await (await host.Client.StartCountWorkflowAsync(steps)).ResultAsync().WaitAsync(TimeSpan.FromMinutes(10)), Is.EqualTo(steps));
    }

    [Test]
    public async Task Recursion_of_helpers_a_thousand_deep_finishes()
    {
        var host = await StartHostAsync();
        Assert.That(await (await host.Client.StartDeepWorkflowAsync(1000)).ResultAsync().Soon(), Is.EqualTo(11));
    }

    [Test]
    public async Task Runs_in_memory_are_bounded_and_all_finish()
    {
        var host = await StartHostAsync(o => o.MaxRunsInMemory = 3);
        var runs = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => host.Client.StartCountWorkflowAsync(3)));
        Assert.That(await Task.WhenAll(runs.Select(run => run.ResultAsync())).Soon(), Is.All.EqualTo(3));
    }

    [Test]
    public async Task Run_that_waits_for_another_makes_room_for_it()
    {
        var host = await StartHostAsync(o =>
        {
            o.MaxRunsInMemory = 1;
            o.EvictAfter = TimeSpan.MaxValue;
        });
        Assert.That(await (await host.Client.StartFactorialWorkflowAsync(3)).ResultAsync().Soon(), Is.EqualTo(6));
    }

    [Test]
    public async Task Run_that_sleeps_makes_room_for_another_that_comes_later()
    {
        var time = UseManualTime();
        var host = await StartHostAsync(o =>
        {
            o.MaxRunsInMemory = 1;
            o.EvictAfter = TimeSpan.MaxValue;
        });
        var sleeper = await host.Client.StartNapWorkflowAsync(5);
        await Probe.Event<TimerStarted>(sleeper.RunId);
        Assert.That(await (await host.Client.StartCountWorkflowAsync(3)).ResultAsync().Soon(), Is.EqualTo(3));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.That(await sleeper.ResultAsync().Soon(), Is.EqualTo(5));
    }

    [Test]
    public async Task Thousand_timers_due_at_one_instant_all_fire()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => host.Client.StartNapWorkflowAsync(5)));
        foreach (var run in runs)
            await Probe.Released(run.RunId);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.That(await Task.WhenAll(runs.Select(run => run.ResultAsync())).Soon(), Is.All.EqualTo(5));
    }

    [Test]
    public async Task Steps_at_the_same_time_are_bounded()
    {
        var host = await StartHostAsync(o => o.MaxConcurrentSteps = 2);
        var run = await host.Client.StartBusyWorkflowAsync();
        await Journal.Until(() => Journal.Count("entered") == 2).Soon();
        Journal.Reach("leave");
        await run.WaitAsync().Soon();
        Assert.That(Journal.MostInside, Is.EqualTo(2));
        Assert.That(Journal.Count("entered"), Is.EqualTo(6));
    }

    [Test]
    public async Task Workflow_without_a_step_completes()
    {
        var host = await StartHostAsync();
        await (await host.Client.StartEmptyWorkflowAsync()).WaitAsync().Soon();
    }

    [Test]
    public async Task Workflow_that_throws_at_once_fails()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartThrowsWorkflowAsync("no");
        var error = Assert.CatchAsync<WorkflowFailedException>(() => run.WaitAsync().Soon())!;
        Assert.That(error.Failure.ToString(), Is.EqualTo("System.InvalidOperationException: no"));
        await RefusedAsync("DS4007", () => run.WaitAsync());
    }
}
