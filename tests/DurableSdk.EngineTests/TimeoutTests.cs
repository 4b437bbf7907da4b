using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>Its first attempts take longer than they may, in different ways.</summary>
public sealed class SlowWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string how)
    {
        try
        {
            return await TakeAsync(how);
        }
        catch (TimeoutException e)
        {
            return $"caught {e.GetType().Name}";
        }
    }

    [Step(MaxAttempts = 2, RetryDelay = "1s", Timeout = "30s")]
    private async Task<string> TakeAsync(string how, CancellationToken cancel = default)
    {
        var attempt = StepContext.Current.Attempt;
        journal.Reach($"began {attempt}");
        if (how == "once" && attempt == 2)
            return "second";
        if (how == "blocks")
            journal.Reached($"free {attempt}").Wait(CancellationToken.None);
        else if (how == "ignores")
            await journal.Reached($"free {attempt}");
        else if (how == "own")
            await OwnAsync(cancel);
        else
            await journal.Reached("never", cancel);
        journal.Reach($"late {attempt}");
        return "late";
    }

    private async Task OwnAsync(CancellationToken cancel)
    {
        try
        {
            await journal.Reached("never", cancel);
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException("the driver's own exception", e);
        }
    }
}

/// <summary>Takes its time to be tidied away after a step has used it.</summary>
public sealed class SlowToTidy(Journal journal) : IAsyncDisposable
{
    public bool IsUsed { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (!IsUsed)
            return;
        journal.Reach("tidies");
        await journal.Reached("tidied");
    }
}

public sealed class TidyWorkflow(SlowToTidy tidy, Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(bool fails)
    {
        try
        {
            return await UseAsync(fails);
        }
        catch (PaymentException)
        {
            return "failed";
        }
    }

    [Step(MaxAttempts = 2, RetryDelay = "1s", Timeout = "30s", NonRetryable = [typeof(PaymentException)])]
    private Task<string> UseAsync(bool fails)
    {
        tidy.IsUsed = true;
        journal.Add("used");
        return fails ? throw new PaymentException("no") : Task.FromResult("used");
    }
}

public sealed class TimeoutTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Attempt_over_its_timeout_gets_its_token_and_is_tried_again()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartSlowWorkflowAsync("once");
        await Journal.Reached("began 1").Soon();
        time.Advance(TimeSpan.FromSeconds(30));
        var failed = await Probe.Event<StepAttemptFailed>(run.RunId);
        Assert.That(failed.Failure.Type, Is.EqualTo("System.TimeoutException"));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("second"));
    }

    [TestCase(false, false, "used")]
    [TestCase(false, true, "used")]
    [TestCase(true, false, "failed")]
    [TestCase(true, true, "failed")]
    public async Task What_a_step_ran_on_may_take_longer_to_be_tidied_away_than_the_step_may_take(bool fails, bool neverEnds, string result)
    {
        var time = UseManualTime();
        var host = await StartHostAsync(o => o.Services.AddScoped<SlowToTidy>());
        var run = await host.Client.StartTidyWorkflowAsync(fails);
        await Journal.Reached("tidies").Soon();
        time.Advance(TimeSpan.FromHours(1));
        // As long as another run takes, the step's time would have been noticed to be over.
        await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon();
        if (!neverEnds)
            Journal.Reach("tidied");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(result));
        Assert.That((Journal.Count("used"), Probe.Commits.Any(commit => commit.Entry.Event is StepAttemptFailed)), Is.EqualTo((1, false)));
    }

    [TestCase("waits")]
    [TestCase("own")]
    public async Task Attempts_that_all_time_out_throw_a_timeout_exception(string how)
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartSlowWorkflowAsync(how);
        await Journal.Reached("began 1").Soon();
        time.Advance(TimeSpan.FromSeconds(30));
        await Probe.Event<StepAttemptFailed>(run.RunId);
        time.Advance(TimeSpan.FromSeconds(2));
        await Journal.Reached("began 2").Soon();
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("caught TimeoutException"));
    }

    [TestCase("ignores")]
    [TestCase("blocks")]
    public async Task Attempt_that_ignores_its_token_is_fenced_and_its_late_result_refused(string how)
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartSlowWorkflowAsync(how);
        await Journal.Reached("began 1").Soon();
        time.Advance(TimeSpan.FromSeconds(34));
        Assert.That(Probe.Commits.Select(commit => commit.Entry.Event), Has.None.InstanceOf<StepAttemptFailed>());
        time.Advance(TimeSpan.FromSeconds(1));
        await Probe.Event<StepAttemptFailed>(run.RunId);
        Journal.Reach("free 1");
        await Journal.Reached("late 1").Soon();
        time.Advance(TimeSpan.FromSeconds(2));
        await Journal.Reached("began 2").Soon();
        time.Advance(TimeSpan.FromSeconds(35));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("caught TimeoutException"));
        Journal.Reach("free 2");
        Assert.That((await EventsAsync(host, run.RunId)).Select(e => e.Event), Has.None.InstanceOf<StepCompleted>());
    }

    [Test]
    public async Task Time_of_a_step_begins_with_it_however_long_it_waits_for_a_thread()
    {
        var time = UseManualTime();
        var pool = new HeldPool();
        var host = await StartHostAsync(o => o.Execution = pool);
        pool.IsBusy = true;
        var run = await host.Client.StartSlowWorkflowAsync("ignores");
        await pool.Held.Soon();
        time.Advance(TimeSpan.FromMinutes(1));
        // As long as another run takes, the step's time would have been noticed to be over.
        await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon();
        Assert.That(Probe.Commits.Where(commit => commit.RunId == run.RunId).Select(commit => commit.Entry.Event), Has.None.InstanceOf<StepAttemptFailed>());

        pool.Release();
        await Journal.Reached("began 1").Soon();
        time.Advance(TimeSpan.FromSeconds(29));
        Journal.Reach("free 1");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("late"));
    }

    [Test]
    public async Task Step_is_recorded_as_started_only_after_twenty_milliseconds()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartGateWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        time.Advance(TimeSpan.FromMilliseconds(19));
        time.Advance(TimeSpan.FromMilliseconds(2));
        var started = await Probe.Event<StepStarted>(run.RunId);
        Assert.That(started.Arguments, Is.Not.Null);
        Journal.Reach("gate");
        await run.ResultAsync().Soon();
        Assert.That((await Probe.Event<StepCompleted>(run.RunId)).Arguments, Is.Null, "they stand in the first entry already");

        var quick = await host.Client.StartAddWorkflowAsync(1, 1);
        await quick.ResultAsync().Soon();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await EventsAsync(host, quick.RunId)).Select(e => e.Event), Has.None.InstanceOf<StepStarted>());
    }
}

/// <summary>One step that waits until the test opens a gate, or until its token fires.</summary>
public sealed class GateWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(string gate) => await PassAsync(gate) + await AfterAsync();

    [Step(MaxAttempts = 1)]
    private async Task<int> PassAsync(string gate, CancellationToken cancel = default)
    {
        journal.Add($"pass {StepContext.Current.IdempotencyKey}");
        journal.Reach($"at {gate}");
        try
        {
            await journal.Reached(gate, cancel);
            return 1;
        }
        catch (OperationCanceledException)
        {
            journal.Reach($"token {gate}");
            throw;
        }
    }

    [Step]
    private Task<int> AfterAsync()
    {
        journal.Add("after");
        return Task.FromResult(1);
    }
}
