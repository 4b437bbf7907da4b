using System.Diagnostics.Tracing;
using DurableSdk.TestingTests.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>A host that has ended, and how it ends.</summary>
public sealed class DisposeTests
{
    [Test]
    public async Task Host_that_has_ended_says_so()
    {
        var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartSleeperWorkflowAsync(null);
        await host.DisposeAsync();
        Assert.ThrowsAsync<ObjectDisposedException>(async () => await run.WaitAsync());
        Assert.ThrowsAsync<ObjectDisposedException>(async () => await host.AdvanceAsync(TimeSpan.FromDays(1)));
        Assert.ThrowsAsync<ObjectDisposedException>(async () => await host.UntilAsync(() => true));
        Assert.ThrowsAsync<ObjectDisposedException>(async () => await host.CrashAsync());
        Assert.ThrowsAsync<ObjectDisposedException>(async () => await host.ExploreAsync(1, 1, _ => Task.CompletedTask));
        Assert.Throws<ObjectDisposedException>(() => host.At(TimeSpan.Zero, _ => Task.CompletedTask));
        Assert.That(async () => await host.DisposeAsync(), Throws.Nothing);
    }

    [Test]
    public async Task Service_that_can_not_be_disposed_leaves_the_other_processes_to_be_disposed()
    {
        var tasks = EventSource.GetSources().Single(source => source.Name == "System.Threading.Tasks.TplEventSource");
        var disposed = new Counter();
        var host = await WorkflowTestHost.StartAsync(o => o.Services.AddSingleton(_ => new Stubborn(disposed)));
        host.Services.GetRequiredService<Stubborn>();
        await host.CrashAsync();
        host.Services.GetRequiredService<Stubborn>();
        Assert.That(Assert.ThrowsAsync<InvalidOperationException>(async () => await host.DisposeAsync()).Message, Is.EqualTo("Stubborn 1."));
        Assert.That(disposed.Value, Is.EqualTo(2));
        Assert.That(tasks.IsEnabled(EventLevel.Informational, (EventKeywords)0b111), Is.False, "nobody listens any more");
    }

    /// <summary>As in a synchronous TearDown on a thread with a user interface.</summary>
    [Test]
    public void Host_ends_while_its_thread_blocks_under_a_context_that_nobody_pumps()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new IdleContext());
        try
        {
            var host = WorkflowTestHost.StartAsync().GetAwaiter().GetResult();
            Assert.That(host.CrashEverywhereAsync(SleepAsync).Wait(TimeSpan.FromSeconds(20)), "CrashEverywhereAsync");
            Assert.That(host.ExploreAsync(1, 3, SleepAsync).Wait(TimeSpan.FromSeconds(20)), "ExploreAsync");
            Assert.That(host.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20)), "DisposeAsync");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static async Task SleepAsync(WorkflowTestHost host) => await (await host.Client.StartSleeperWorkflowAsync(TimeSpan.FromHours(1))).WaitAsync();

    private sealed class Stubborn(Counter disposed) : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException($"Stubborn {++disposed.Value}.");
    }

    private sealed class IdleContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
