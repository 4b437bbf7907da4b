using System.Threading.Channels;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>What stays on the run's scheduler raises no alarm, however it awaits.</summary>
public sealed class SafeAwaitTests
{
    [Test]
    public void Yield_is_safe() => AssertSafe(async step =>
    {
        await Task.Yield();
        var result = await step;
        await Task.Yield();
        return result;
    });

    [Test]
    public void Finished_tasks_are_safe() => AssertSafe(async step =>
        await Task.FromResult(await new ValueTask<int>(0)) + await step + await Task.FromResult(0).ConfigureAwait(false));

    [Test]
    public void ContinueWith_is_safe() => AssertSafe(step => step.ContinueWith(t => t.Result));

    [Test]
    public void ContinueWith_that_asks_to_run_inline_is_safe() => AssertSafe(async step =>
        await step.ContinueWith(t => t.Result, TaskContinuationOptions.ExecuteSynchronously));

    [Test]
    public void ContinueWith_a_durable_call_is_safe()
    {
        using var run = CoreHarness.Start(async () => await await Flow.Step("A").ContinueWith(t => Flow.Step("B", t.Result)));

        run.Gives("execute A#1").Complete("A#1", 1).Gives("execute B#1").Complete("B#1", 2).Ends("completed 2");
    }

    [Test]
    public void StartNew_is_safe() => AssertSafe(async step => await await Task.Factory.StartNew(async () => await step));

    [Test]
    public void Channel_within_the_run_is_safe() => AssertSafe(async step =>
    {
        var channel = Channel.CreateUnbounded<int>();
        var writer = WriteAsync();
        var read = await channel.Reader.ReadAsync();
        await writer;
        return read;

        async Task WriteAsync() => await channel.Writer.WriteAsync(await step);
    });

    [Test]
    public void Channel_read_in_a_loop_is_safe() => AssertSafe(async step =>
    {
        var channel = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });
        var writer = WriteAsync();
        var sum = 0;
        while (await channel.Reader.WaitToReadAsync())
            sum += await channel.Reader.ReadAsync();
        await writer;
        return sum;

        async Task WriteAsync()
        {
            await channel.Writer.WriteAsync(await step - 1);
            await Task.Yield();
            await channel.Writer.WriteAsync(1);
            channel.Writer.Complete();
        }
    });

    [TestCase(TaskCreationOptions.None)]
    [TestCase(TaskCreationOptions.RunContinuationsAsynchronously)]
    public void TaskCompletionSource_within_the_run_is_safe(TaskCreationOptions options) => AssertSafe(async step =>
    {
        var source = new TaskCompletionSource<int>(options);
        var setter = SetAsync();
        var result = await source.Task;
        await setter;
        return result;

        async Task SetAsync() => source.SetResult(await step);
    });

    [Test]
    public void Semaphore_within_the_run_is_safe() => AssertSafe(async step =>
    {
        using var semaphore = new SemaphoreSlim(0);
        var waiter = semaphore.WaitAsync();
        var result = await step;
        semaphore.Release();
        await waiter;
        return result;
    });

    [Test]
    public void WhenAll_and_WhenAny_are_safe() => AssertSafe(async step =>
        (await Task.WhenAll(step, await Task.WhenAny(step, new TaskCompletionSource<int>().Task)))[1]);

    [Test]
    public void Async_streams_are_safe()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var sum = 0;
            await foreach (var value in StepsAsync())
                sum += value;
            return sum;
        });

        run.Gives("execute A#1").Complete("A#1", 1).Gives("execute A#1[2]").Complete("A#1[2]", 2).Ends("completed 3");

        static async IAsyncEnumerable<int> StepsAsync()
        {
            yield return await Flow.Step("A");
            await Task.Yield();
            yield return await Flow.Step("A");
        }
    }

    [Test]
    public void Async_disposal_is_safe() => AssertSafe(async step =>
    {
        await using var resource = new Resource(step);
        return await step;
    });

    [Test]
    public void Recursion_of_a_thousand_helpers_is_safe()
    {
        using var run = CoreHarness.Start(async () => await DownAsync(1_000));

        run.Gives("execute A#1").Complete("A#1", 5).Ends("completed 1005");

        static async Task<int> DownAsync(int depth) => depth == 0 ? await Flow.Step("A") : await DownAsync(depth - 1) + 1;
    }

    [Test]
    public void Recursion_with_a_step_at_each_level_is_safe()
    {
        using var run = CoreHarness.Start(async () => await DownAsync(1_000), new CoreOptions { IsEvictedToo = false });
        for (var i = 0; i < 1_000; i++)
        {
            run.TakeAll();
            run.Complete(i == 0 ? "A#1" : $"A#1[{i + 1}]", 1);
        }

        run.Ends("completed 1000");

        static async Task<int> DownAsync(int depth) => depth == 0 ? 0 : await Flow.Step("A") + await DownAsync(depth - 1);
    }

    [Test]
    public void Synchronization_context_of_the_driver_is_not_seen()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new ForbiddenContext());
        try
        {
            AssertSafe(async step => SynchronizationContext.Current is null ? await step : -1);
            Assert.That(SynchronizationContext.Current, Is.TypeOf<ForbiddenContext>(), "The driver's own context is put back.");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private static void AssertSafe(Func<Task<int>, Task<int>> method)
    {
        using var run = CoreHarness.Start(async () => await method(Flow.Step("A")));

        run.Gives("execute A#1").Complete("A#1", 42).Ends("completed 42");
    }

    private sealed class Resource(Task closing) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await closing;
    }

    private sealed class ForbiddenContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new InvalidOperationException("The code left the scheduler.");
    }
}
