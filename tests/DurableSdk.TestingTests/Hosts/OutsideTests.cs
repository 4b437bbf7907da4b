using DurableSdk.Testing.Machines;
using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>Steps that go elsewhere, such as to a real database, are waited for before the clock moves.</summary>
public sealed class OutsideTests
{
    [Test]
    public async Task Stand_in_that_goes_elsewhere_is_waited_for()
    {
        var (test, begun, answer) = (Thread.CurrentThread, new ManualResetEventSlim(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var host = await OrderHost.StartAsync(o => o.Patience = TimeSpan.FromMinutes(1));
        var answeredAt = DateTimeOffset.MaxValue;
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Takes(TimeSpan.FromMinutes(5)).Does(async (_, _) =>
        {
            begun.Set();
            await answer.Task.ConfigureAwait(false);
            answeredAt = host.UtcNow;
            return new Payment("p1", 5);
        });
        host.At(TimeSpan.FromHours(1), _ => Task.CompletedTask);
        var run = await host.Client.StartOrderWorkflowAsync("o1", 5);
        var elsewhere = Task.Run(() =>
        {
            begun.Wait();
            SpinWait.SpinUntil(() => test.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            answer.SetResult();
        });
        Assert.That(await run.ResultAsync(), Is.EqualTo("p1"));
        await elsewhere;
        Assert.That(answeredAt, Is.EqualTo(Machine.Beginning.AddMinutes(5)));
    }
}
