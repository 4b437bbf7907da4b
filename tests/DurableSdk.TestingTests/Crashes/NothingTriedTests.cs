using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Crashes;

/// <summary>A scenario by which nothing is tried fails, rather than prove nothing.</summary>
public sealed class NothingTriedTests
{
    [Test]
    public async Task Scenario_that_uses_another_host_than_its_own_has_no_moments()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.CrashEverywhereAsync(_ => SleepAsync(host)));
        Assert.That(error.Message, Does.StartWith("DS5013").And.Contain("CrashEverywhereAsync").And.Contain("no moments"));
    }

    [Test]
    public async Task Scenario_that_waits_for_nothing_has_no_moments()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.CrashEverywhereAsync(test => test.Client.StartSleeperWorkflowAsync(null)));
        Assert.That(error.Code, Is.EqualTo("DS5013"));
    }

    [TestCase(99_999)]
    [TestCase(-3)]
    public async Task Only_moment_that_does_not_exist_is_refused(int only)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.CrashEverywhereAsync(SleepAsync, new() { Only = only }));
        Assert.That(error.Message, Does.StartWith("DS5013").And.Match($"Only is {only}, and the scenario has the moments 0 to \\d+\\."));
    }

    [Test]
    public async Task Moment_that_does_not_come_again_is_named()
    {
        var count = 0;
        await using var host = await WorkflowTestHost.StartAsync();
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.CrashEverywhereAsync(
            async test =>
            {
                await SleepAsync(test);
                if (count++ == 0)
                    await SleepAsync(test);
            },
            new() { Only = 11 }));
        Assert.That(error.Message, Does.StartWith("DS5013").And.Contain("moment 11 of 12, after the commit of").And.Contain("didn't come again"));
    }

    [Test]
    public async Task Exploration_of_another_host_than_its_own_is_refused()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ExploreAsync(1, 3, _ => SleepAsync(host)));
        Assert.That(error.Message, Does.StartWith("DS5013").And.Contain("ExploreAsync"));
    }

    private static async Task SleepAsync(WorkflowTestHost host) => await (await host.Client.StartSleeperWorkflowAsync(TimeSpan.FromHours(1))).WaitAsync();
}
