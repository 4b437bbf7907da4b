using System.Threading.Channels;
using DurableSdk.CompilerServices;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>
/// Code that leaves the run's scheduler. Where another thread takes part, a step stays pending, so that which check finds it doesn't
/// depend on which thread is faster; the tests wait for the core's own signal.
/// </summary>
public sealed class ForeignAwaitTests
{
    [Test]
    public void Await_that_nothing_durable_can_complete_blocks()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            await new TaskCompletionSource().Task;
        });

        run.Gives("execute A#1").Complete("A#1");

        Assert.That(run.Blocks("DS1002").Message, Is.EqualTo(
            "DS1002: Test (run-1) awaits something that isn't durable: no step, no timer and no signal is pending, and the method hasn't ended. After a crash nobody "
            + "could complete that await. Put the work into a [Step], or use Durable.Sleep instead of Task.Delay. Nothing is lost: after the fix, "
            + "ResumeAsync(\"run-1\") goes on. docs/errors/DS1002.md"));
    }

    [Test]
    public void Await_of_a_delay_without_end_blocks()
    {
        using var run = CoreHarness.Start(async () => await Task.Delay(Timeout.Infinite));

        run.Blocks("DS1002");
    }

    [Test]
    public void Await_that_the_cancellation_token_can_end_does_not_block_before_it_fired()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithToken<int>(async cancel =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return 1;
        }));

        run.Gives().Cancel().Ends("canceled ");
    }

    [Test]
    public void Await_of_nothing_after_the_cancellation_blocks()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithToken(async cancel => await new TaskCompletionSource<int>().Task));

        run.Gives().Cancel().Blocks("DS1002");
    }

    [Test]
    public void Task_completed_by_another_thread_blocks()
    {
        using var violation = new Signal();
        var outside = new TaskCompletionSource();
        using var run = StartForeign(violation, async () => await outside.Task);

        OnOtherThread(outside.SetResult);

        Assert.That(violation.Wait());
        Assert.That(run.TakeError("DS1004"), Is.EqualTo(
            "DS1004: Test (run-1) was continued from outside the run's scheduler: it awaits something that isn't durable (Task.Delay, Task.Run, I/O, a task "
            + "of another run). When that completes isn't recorded and can't be replayed. Put the work into a [Step], or use Durable.Sleep. "
            + "Nothing is lost: after the fix, ResumeAsync(\"run-1\") goes on. docs/errors/DS1004.md"));
    }

    [Test]
    public void Task_run_that_is_awaited_blocks()
    {
        using var violation = new Signal();
        using var gate = new Signal();
        using var run = StartForeign(violation, async () => await Task.Run(gate.Wait));

        gate.Set();

        Assert.That(violation.Wait());
        run.TakeError("DS1004");
    }

    [Test]
    public void Durable_call_inside_task_run_blocks()
    {
        using var violation = new Signal();
        using var run = StartForeign(violation, async () => await Task.Run(() => Flow.Step("Inside")));

        Assert.That(violation.Wait());
        Assert.That(run.TakeError("DS1003"), Is.EqualTo(
            "DS1003: Test (run-1) made a durable call from outside the run's scheduler: after ConfigureAwait(false), inside Task.Run, or after awaiting "
            + "something that isn't durable. The order of such calls can't be replayed. Remove it, or put the work into a [Step]. "
            + "Nothing is lost: after the fix, ResumeAsync(\"run-1\") goes on. docs/errors/DS1003.md"));
    }

    [Test]
    public void Durable_call_on_the_runs_thread_but_under_another_scheduler_blocks()
    {
        using var run = CoreHarness.Start(() =>
        {
            var inside = new Task(() => _ = WorkflowScope.Current);
            inside.RunSynchronously(TaskScheduler.Default);
            return Task.FromResult(1);
        });

        run.Blocks("DS1003");
    }

    [Test]
    public void Durable_call_on_another_thread_gives_a_failed_task_and_throws_nothing()
    {
        Task[] given = [];
        using var run = CoreHarness.Start(
            () =>
            {
                var step = Flow.Step("A");
                OnOtherThread(() => given =
                [
                    Flow.Step("B"), Flow.Sleep("S", 1), Flow.SleepUntil("U", CoreHarness.Epoch), step.WithTimeout("L", 1), ((Task)step).WithTimeout("M", 1),
                ]);
                return step;
            },
            new CoreOptions { IsEvictedToo = false });

        run.Blocks("DS1003");
        Assert.That(given, Has.Length.EqualTo(5));
        Assert.That(given.Select(task => (task.Exception?.InnerException as DurableException)?.Code), Is.All.EqualTo("DS1003"));
    }

    [Test]
    public void What_gives_no_task_throws_on_another_thread()
    {
        var thrown = new List<string?>();
        Action[] calls =
        [
            () => _ = Durable.UtcNow, () => _ = Durable.Random, () => _ = Durable.Run, () => _ = Durable.Logger, () => Durable.NewGuid(),
            () => Durable.ContinueAsNew(), () => Flow.WhenEach(Task.CompletedTask),
        ];
        using var run = CoreHarness.Start(
            () =>
            {
                foreach (var call in calls)
                    OnOtherThread(() => thrown.Add(Assert.Catch<DurableException>(() => call())?.Code));
                return Task.CompletedTask;
            },
            new CoreOptions { IsEvictedToo = false });

        run.Blocks("DS1003");
        Assert.That(thrown, Is.EqualTo(Enumerable.Repeat("DS1003", calls.Length)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Durable_call_after_the_end_is_lost_and_told(bool isDropped)
    {
        var late = new List<string>();
        Action? call = null;
        var run = CoreHarness.Start(
            () =>
            {
                var context = ExecutionContext.Capture()!;
                call = () => ExecutionContext.Run(context, _ => Flow.Step("Lost"), null);
                return Task.FromResult(1);
            },
            new CoreOptions { IsEvictedToo = false, OnLateViolation = e => late.Add(e.Code) });
        run.Ends("completed 1");

        if (isDropped)
            run.Dispose();
        OnOtherThread(call!);
        run.Dispose();

        Assert.That(late, Is.EqualTo(["DS1003"]));
    }

    [Test]
    public void Durable_call_after_configure_await_false_blocks()
    {
        using var violation = new Signal();
        using var run = StartForeign(violation, async () =>
        {
            await Flow.Step("A").ConfigureAwait(false);
            await Flow.Step("B");
        });

        run.Gives("execute Pending#1", "execute A#1").Complete("A#1");

        Assert.That(violation.Wait());
        run.TakeError("DS1003");
    }

    [Test]
    public void Method_that_ends_after_configure_await_false_blocks()
    {
        using var violation = new Signal();
        using var run = StartForeign(violation, async () => await Flow.Step("A").ConfigureAwait(false));

        run.Gives("execute Pending#1", "execute A#1").Complete("A#1");

        Assert.That(violation.Wait());
        run.TakeError("DS1004");
    }

    [Test]
    public void Configure_await_false_with_nothing_else_pending_never_ends_the_run()
    {
        using var violation = new Signal();
        using var run = CoreHarness.Start(
            async () =>
            {
                await Flow.Step("A").ConfigureAwait(false);
                return 1;
            },
            new CoreOptions { IsEvictedToo = false });

        run.Gives("execute A#1").Complete("A#1");

        run.TakeError("DS1002", "DS1004");
    }

    [Test]
    public void Channel_read_as_a_stream_blocks_because_the_base_library_leaves_the_scheduler()
    {
        using var run = CoreHarness.Start(
            async () =>
            {
                var channel = Channel.CreateUnbounded<int>();
                var writer = WriteAsync();
                await foreach (var _ in channel.Reader.ReadAllAsync())
                    break;
                await writer;

                async Task WriteAsync() => await channel.Writer.WriteAsync(await Flow.Step("A"));
            },
            new CoreOptions { IsEvictedToo = false });

        run.Gives("execute A#1").Complete("A#1");

        run.TakeError("DS1002", "DS1004");
    }

    [Test]
    public void Violation_while_evicted_code_still_runs_concerns_nobody()
    {
        using var violation = new Signal();
        var outside = new TaskCompletionSource();
        var run = StartForeign(violation, async () => await outside.Task);

        run.Dispose();
        OnOtherThread(outside.SetResult);

        Assert.That(violation.IsSet, Is.False);
    }

    /// <summary>Beside the code under test a step is pending for ever.</summary>
    private static CoreHarness StartForeign(Signal violation, Func<Task> method) => CoreHarness.Start(
        async () =>
        {
            _ = Flow.Step("Pending");
            await method();
        },
        new CoreOptions { IsEvictedToo = false, OnViolation = violation.Set });

    private static void OnOtherThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }

    /// <summary>The bound only keeps a broken test from hanging.</summary>
    private sealed class Signal : IDisposable
    {
        private readonly ManualResetEventSlim _event = new();

        public bool IsSet => _event.IsSet;

        public void Set() => _event.Set();

        public bool Wait() => _event.Wait(TimeSpan.FromSeconds(30));

        public void Dispose() => _event.Dispose();
    }

    [Test]
    public void Violation_that_nobody_has_asked_for_before_the_core_is_dropped_is_told_late()
    {
        var foreign = new TaskCompletionSource();
        using var violated = new ManualResetEventSlim();
        var late = new List<string>();
        var options = new CoreOptions { OnViolation = violated.Set, OnLateViolation = e => late.Add(e.Code), IsEvictedToo = false };
        using (var run = CoreHarness.Start(async () => await Task.WhenAny(Flow.Sleep("S", 3600), ForeignAsync()), options))
        {
            run.Gives("start S#1 01:00:00").StartTimer("S#1").Gives("await S#1 at 01:00:00");
            foreign.SetResult();
            Assert.That(violated.Wait(TimeSpan.FromSeconds(30)));
            Assert.That(late, Is.Empty);
        }

        Assert.That(late, Is.EqualTo(["DS1004"]));

        async Task ForeignAsync() => await foreign.Task;
    }

    [Test]
    public void Violation_that_was_asked_for_is_told_once()
    {
        var foreign = new TaskCompletionSource();
        using var violated = new ManualResetEventSlim();
        var late = new List<string>();
        var options = new CoreOptions { OnViolation = violated.Set, OnLateViolation = e => late.Add(e.Code), IsEvictedToo = false };
        using (var run = CoreHarness.Start(async () => await Task.WhenAny(Flow.Sleep("S", 3600), ForeignAsync()), options))
        {
            run.Gives("start S#1 01:00:00");
            foreign.SetResult();
            Assert.That(violated.Wait(TimeSpan.FromSeconds(30)));
            run.TakeError("DS1004");
        }

        Assert.That(late, Is.Empty);

        async Task ForeignAsync() => await foreign.Task;
    }
}
