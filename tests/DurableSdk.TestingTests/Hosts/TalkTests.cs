using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>Whatever of the client waits runs the host meanwhile.</summary>
public sealed class TalkTests
{
    [Test]
    public async Task Update_is_waited_for_and_a_query_sees_what_it_did()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartCartWorkflowAsync();
        Assert.That(await run.AddAsync(3), Is.EqualTo(3));
        Assert.That(host.UtcNow, Is.EqualTo(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero)).Within(TimeSpan.FromSeconds(1)));
        Assert.That(await run.CountAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task Transactional_step_is_replaced_as_any_other()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var store = host.Step<CartWorkflow, int>("StoreAsync").Returns(call => call.Argument<int>(0) + 40);
        var run = await host.Client.StartCartWorkflowAsync();
        await run.AddAsync(2);
        await run.CloseAsync();
        Assert.That(await run.ResultAsync(), Is.EqualTo(42));
        Assert.That(store.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Results_of_several_runs_are_awaited_at_once()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var one = await host.Client.StartSleeperWorkflowAsync(TimeSpan.FromDays(2));
        var other = await host.Client.StartSleeperWorkflowAsync(TimeSpan.FromDays(1));
        await Task.WhenAll(one.WaitAsync(), other.WaitAsync());
        Assert.That((await other.GetRunAsync()).UpdatedAt, Is.EqualTo(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)));
    }
}
