using DurableSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

public class PaymentException(string message) : Exception(message);

public sealed class DeclinedException(string message) : PaymentException(message);

/// <summary>Its step fails as often as it is told to.</summary>
public sealed class RetryWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(int failures) => await TryAsync(failures);

    [Step(MaxAttempts = 4, RetryDelay = "10s", Backoff = 3.0, MaxRetryDelay = "1m")]
    private async Task<int> TryAsync(int failures)
    {
        await Task.Yield();
        var context = StepContext.Current;
        journal.Add($"{context.StepId} {context.RunId} {context.Attempt} {context.IdempotencyKey}");
        return context.Attempt > failures ? context.Attempt : throw new PaymentException($"no {context.Attempt}");
    }
}

/// <summary>Catches what its steps throw, by type.</summary>
public sealed class CatchWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        var caught = "";
        try
        {
            await DeclineAsync();
        }
        catch (DeclinedException e)
        {
            caught += $"declined: {e.Message}";
        }

        try
        {
            await OnceAsync();
        }
        catch (PaymentException e)
        {
            caught += $"; {e.GetType().Name}: {e.Message}";
        }

        try
        {
            await BadAsync();
        }
        catch (StepFailedException e)
        {
            caught += $"; {e.Failure.Type}";
        }

        await Durable.Sleep(TimeSpan.Zero);
        return caught;
    }

    [Step(NonRetryable = [typeof(PaymentException)])]
    private Task DeclineAsync()
    {
        journal.Add("decline");
        throw new DeclinedException("card");
    }

    [Step(MaxAttempts = 1)]
    private async Task OnceAsync()
    {
        await Task.Yield();
        journal.Add("once");
        throw new PaymentException("down");
    }

    [Step(MaxAttempts = 2, RetryDelay = "1ms")]
    private async Task BadAsync()
    {
        await Task.Yield();
        journal.Add("bad");
        throw new DivideByZeroException();
    }
}

/// <summary>Names no type that its step may throw.</summary>
public sealed class UncaughtWorkflow
{
    [Workflow]
    public Task RunAsync() => DivideAsync();

    [Step(MaxAttempts = 2, RetryDelay = "1ms")]
    private static Task DivideAsync() => throw new DivideByZeroException("a secret");
}

public sealed class RetryTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Retries_grow_by_the_factor_up_to_the_limit_within_the_jitter()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartRetryWorkflowAsync(3);
        foreach (var (seconds, attempt) in new[] { (10, 1), (30, 2), (60, 3) })
            await PassRetryAsync(time, run.RunId, attempt, seconds);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(4));
        Assert.That(Journal.Lines, Is.EqualTo(Enumerable.Range(1, 4).Select(n => $"TryAsync#1 {run.RunId} {n} {run.RunId}/TryAsync#1")));
    }

    [Test]
    public async Task Retry_after_the_last_attempt_is_not_made_and_the_run_fails()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartRetryWorkflowAsync(9);
        for (var attempt = 1; attempt <= 3; attempt++)
            await PassRetryAsync(time, run.RunId, attempt, null);
        var error = Assert.CatchAsync<WorkflowFailedException>(() => run.ResultAsync().Soon())!;
        Assert.That(error.Failure.ToString(), Does.Contain("no 4"));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Failed));
        Assert.That(Journal.Lines, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Retry_wait_and_key_survive_a_crash()
    {
        var time = UseManualTime();
        var first = await StartHostAsync();
        var run = await first.Client.StartRetryWorkflowAsync(1);
        await Probe.Event<StepAttemptFailed>(run.RunId);
        await first.CrashAsync();

        var second = await StartHostAsync();
        var again = second.Client.GetRetryWorkflow(run.RunId);
        await (await second.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon();
        Assert.That(Journal.Lines, Has.Count.EqualTo(1), "the wait goes on after the crash");
        time.Advance(TimeSpan.FromSeconds(13));
        Assert.That(await again.ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(Journal.Lines.Select(line => line.Split(' ')[3]), Is.All.EqualTo($"{run.RunId}/TryAsync#1"));
    }

    [Test]
    public async Task Exceptions_are_caught_by_type()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartCatchWorkflowAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("declined: card; PaymentException: down; System.DivideByZeroException"));
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "decline", "once", "bad", "bad" }));
    }

    [Test]
    public async Task Log_tells_of_the_last_attempt_and_what_the_run_failed_by()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartUncaughtWorkflowAsync();

        Assert.That((await Log.Line(17).Soon()).Text, Is.EqualTo($"Step DivideAsync#1 of run {run.RunId} failed, attempt 2 of 2, by System.DivideByZeroException; it isn't tried again."));
        Assert.That((await Log.Line(3).Soon()).Text, Is.EqualTo($"Run {run.RunId} of UncaughtWorkflow failed by DurableSdk.StepFailedException, caused by System.DivideByZeroException."));
    }

    [Test]
    public async Task Trace_of_a_failure_ends_where_the_engine_has_called()
    {
        var host = await StartHostAsync(o => o.Services.AddScoped<SlowToTidy>());
        Journal.Reach("tidied");
        var withoutLimit = await host.Client.StartCatchWorkflowAsync();
        var withLimit = await host.Client.StartTidyWorkflowAsync(true);
        await Task.WhenAll(withoutLimit.ResultAsync(), withLimit.ResultAsync()).Soon();
        var log = (await EventsAsync(host, withoutLimit.RunId)).Concat(await EventsAsync(host, withLimit.RunId));
        var failures = log.Select(e => e.Event).OfType<StepFailed>().Select(e => e.Failure).ToList();

        Assert.That(failures, Has.Count.EqualTo(4));
        Assert.That(failures.Select(failure => failure.StackTrace!.Split('\n')[^1]), Has.All.Match("at DurableSdk.EngineTests.(Catch|Tidy)Workflow."));
    }

    private async Task PassRetryAsync(ManualTimeProvider time, string runId, int attempt, int? seconds)
    {
        var failed = await Probe.Event<StepAttemptFailed>(runId, e => e.Attempt == attempt);
        var wait = failed.RetryAt - time.GetUtcNow();
        if (seconds is { } expected)
            Assert.That(wait.TotalSeconds, Is.InRange(expected * 0.8, expected * 1.2));
        // Timers count whole milliseconds, and the engine takes care not to be too early.
        time.Advance(wait + TimeSpan.FromMilliseconds(2));
    }
}
