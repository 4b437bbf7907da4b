using System.Runtime.CompilerServices;
using DurableSdk.Storage;
using DurableSdk.Worker;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.CircuitBreaker;
using Polly.Hedging;
using Polly.Retry;

namespace DurableSdk.EngineTests;

/// <summary>Its step fails as often as it is told to, and says on which instance it ran.</summary>
public sealed class PipelineWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(int failures) => await CallAsync(failures);

    [Step(Pipeline = "payments", MaxAttempts = 10, RetryDelay = "1s", Backoff = 1.0, MaxRetryDelay = "2s")]
    private async Task<int> CallAsync(int failures)
    {
        await Task.Yield();
        journal.Add($"{RuntimeHelpers.GetHashCode(this)} {StepContext.Current.Attempt} {StepContext.Current.IdempotencyKey}");
        var calls = journal.Lines.Count;
        return calls > failures ? calls : throw new PaymentException($"no {calls}");
    }
}

/// <summary>Its step's first execution within an attempt hangs until it is cancelled.</summary>
public sealed class HedgedWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync() => await SlowAsync();

    [Step(Pipeline = "payments")]
    private async Task<int> SlowAsync(CancellationToken cancel = default)
    {
        journal.Add("begun");
        var number = journal.Lines.Count;
        if (number == 1)
            await journal.Reached("never", cancel);
        return number;
    }
}

public sealed class BusyException(TimeSpan? after) : Exception("Busy."), IRetryAfter
{
    public TimeSpan? RetryAfter => after ?? throw new InvalidOperationException("Nobody knows.");
}

/// <summary>As the exception of Polly's rate limiter, which lives in a package of its own.</summary>
public sealed class Limited(TimeSpan? after) : ExecutionRejectedException("Limited.")
{
    public TimeSpan? RetryAfter => after;
}

/// <summary>Its step says itself when to come again.</summary>
public sealed class LaterWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int seconds) => await CallAsync(seconds);

    [Step(RetryDelay = "10s", Backoff = 1.0, MaxRetryDelay = "10s")]
    private static Task<int> CallAsync(int seconds) =>
        StepContext.Current.Attempt > 1 ? Task.FromResult(seconds) : throw new BusyException(TimeSpan.FromSeconds(seconds));
}

public sealed class Unmakable
{
    public Unmakable(Journal journal)
    {
        journal.Add("made");
        throw new InvalidOperationException("Not today.");
    }

    [Step(Pipeline = "payments")]
    public Task<int> CallAsync() => Task.FromResult(1);
}

public sealed class UnmakableWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => await ((Unmakable)RuntimeHelpers.GetUninitializedObject(typeof(Unmakable))).CallAsync();
}

public sealed class PipelineTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(2);

    [Test]
    public async Task Retries_inside_the_pipeline_are_one_attempt_each_on_an_instance_of_its_own()
    {
        Pipelines.Untyped = Retrying(5);
        var host = await StartHostAsync();
        var run = await host.Client.StartPipelineWorkflowAsync(3);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(4));
        var calls = Journal.Lines.Select(line => line.Split(' ')).ToArray();
        Assert.That(calls.Select(call => call[0]), Is.Unique);
        Assert.That(calls.Select(call => $"{call[1]} {call[2]}"), Is.All.EqualTo($"1 {run.RunId}/CallAsync#1"));
        var steps = (await EventsAsync(host, run.RunId)).Select(entry => entry.Event).OfType<StepEvent>().Where(e => e is not StepStarted);
        Assert.That(steps.Select(e => (e.GetType(), e.Attempt)), Is.EqualTo(new[] { (typeof(StepCompleted), 1) }));
    }

    [Test]
    public async Task Open_circuit_is_a_failed_attempt_and_the_next_is_not_before_it_may_close()
    {
        var time = UseManualTime();
        var opened = default(DateTimeOffset);
        Pipelines.Untyped = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 1,
                MinimumThroughput = 2,
                BreakDuration = TimeSpan.FromMinutes(5),
                OnOpened = _ =>
                {
                    opened = time.GetUtcNow();
                    return default;
                },
            })
            .Build();
        var host = await StartHostAsync();
        var run = await host.Client.StartPipelineWorkflowAsync(2);
        for (var attempt = 1; attempt <= 3; attempt++)
            await PassRetryAsync(time, run.RunId, attempt);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(3), "the circuit lets the fourth attempt through");
        var rejected = await Probe.Event<StepAttemptFailed>(run.RunId, e => e.Attempt == 3);
        Assert.That(rejected.Failure.Type, Is.EqualTo(typeof(BrokenCircuitException).FullName));
        Assert.That(rejected.RetryAt, Is.GreaterThanOrEqualTo(opened + TimeSpan.FromMinutes(5)).And.LessThan(opened + TimeSpan.FromMinutes(6)));
    }

    [TestCase(600, 600)]
    [TestCase(1, 8)]
    public async Task Exception_that_carries_a_retry_after_delays_the_next_attempt(int seconds, int atLeast)
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartLaterWorkflowAsync(seconds);
        var failed = await Probe.Event<StepAttemptFailed>(run.RunId);
        Assert.That(failed.RetryAt - time.GetUtcNow(), Is.InRange(TimeSpan.FromSeconds(atLeast), TimeSpan.FromSeconds(Math.Max(12, atLeast + 1))));

        time.Advance(failed.RetryAt - time.GetUtcNow() + Slack);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(seconds));
    }

    [Test]
    public async Task Pipeline_for_the_steps_result_may_execute_twice_at_once_and_the_first_result_counts()
    {
        Pipelines.Typed = new ResiliencePipelineBuilder<int>()
            .AddHedging(new HedgingStrategyOptions<int> { MaxHedgedAttempts = 1, Delay = TimeSpan.Zero })
            .Build();
        var host = await StartHostAsync();
        var run = await host.Client.StartHedgedWorkflowAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That((await Probe.Event<StepCompleted>(run.RunId)).Attempt, Is.EqualTo(1));
    }

    [Test]
    public async Task Pipeline_that_nobody_registers_fails_the_start()
    {
        Pipelines.IsMissing = true;
        var error = await RefusedAsync("DS3012", () => StartHostAsync());
        Assert.That(error.Message, Does.Contain("HedgedWorkflow.SlowAsync").And.Contain("\"payments\"").And.Contain("services.AddResiliencePipeline(\"payments\", …)"));
    }

    [Test]
    public async Task Pipeline_that_a_host_with_some_of_the_workflows_lacks_blocks_the_run_until_it_is_registered()
    {
        Pipelines.IsMissing = true;
        var host = await StartHostAsync(o => o.OnlyWorkflows("PipelineWorkflow"));
        var run = await host.Client.StartPipelineWorkflowAsync(0);
        var blocked = (Blocked)(await Probe.Blocked(run.RunId, "DS2006")).Entry.Event;
        Assert.That(blocked.Report, Does.Contain("CallAsync#1").And.Contain("\"payments\"").And.Contain("services.AddResiliencePipeline"));

        Pipelines.IsMissing = false;
        await host.Client.ResumeAsync(run.RunId);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_only_a_person_can_mend_is_not_retried_by_the_pipeline()
    {
        Pipelines.Untyped = Retrying(5);
        var host = await StartHostAsync(o => o.Services.AddTransient<Unmakable>());
        var run = await host.Client.StartUnmakableWorkflowAsync();
        await Probe.Blocked(run.RunId, "DS2003");
        Assert.That(Journal.Count("made"), Is.EqualTo(1));
    }

    [Test]
    public void Hint_is_read_from_what_says_when_to_come_again()
    {
        var minute = TimeSpan.FromMinutes(1);
        var inAMinute = Is.InRange(minute, minute + TimeSpan.FromMilliseconds(1));
        Assert.Multiple(() =>
        {
            Assert.That(RetryHint.Of(new BrokenCircuitException("Open.", minute)), inAMinute);
            Assert.That(RetryHint.Of(new Limited(minute)), inAMinute);
            Assert.That(RetryHint.Of(new BusyException(minute)), inAMinute);
            Assert.That(RetryHint.Of(new BusyException(TimeSpan.MaxValue)), Is.EqualTo(TimeSpan.FromDays(3650)));
            Assert.That(RetryHint.Of(new BusyException(-minute)), Is.EqualTo(TimeSpan.Zero));
            Assert.That(RetryHint.Of(new BusyException(null)), Is.EqualTo(TimeSpan.Zero), "a property that throws");
            Assert.That(RetryHint.Of(new Limited(null)), Is.EqualTo(TimeSpan.Zero));
            Assert.That(RetryHint.Of(new ExecutionRejectedExceptionOfNoHint()), Is.EqualTo(TimeSpan.Zero));
            Assert.That(RetryHint.Of(new HttpRequestException()), Is.EqualTo(TimeSpan.Zero));
        });
    }

    private static ResiliencePipeline Retrying(int times) =>
        new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = times, Delay = TimeSpan.Zero }).Build();

    private async Task PassRetryAsync(DurableSdk.Testing.ManualTimeProvider time, string runId, int attempt)
    {
        var failed = await Probe.Event<StepAttemptFailed>(runId, e => e.Attempt == attempt);
        time.Advance(failed.RetryAt - time.GetUtcNow() + Slack);
    }

    private sealed class ExecutionRejectedExceptionOfNoHint : ExecutionRejectedException;
}
