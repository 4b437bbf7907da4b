using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>Sees how many are inside at the same instant.</summary>
[WorkflowSafe]
public sealed class Crowd
{
    private int _inside;

    public int Most { get; private set; }

    public void Pass()
    {
        var now = Interlocked.Increment(ref _inside);
        Most = Math.Max(Most, now);
        Thread.SpinWait(2000);
        Interlocked.Decrement(ref _inside);
    }
}

public sealed class CrowdedWorkflow(Crowd crowd)
{
    [Workflow]
    public async Task RunAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            crowd.Pass();
            await OneAsync();
        }
    }

    [Step]
    private static Task OneAsync() => Task.CompletedTask;
}

public sealed class CrowdedAtBirthWorkflow
{
    public CrowdedAtBirthWorkflow(Crowd crowd)
    {
        for (var i = 0; i < 20; i++)
            crowd.Pass();
    }

    [Workflow]
    public async Task RunAsync() => await OneAsync();

    [Step]
    private static Task OneAsync() => Task.CompletedTask;
}

/// <summary>How many runs execute code at the same instant.</summary>
public sealed class RunLimitTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public Task No_more_runs_than_the_option_says_execute_code_at_the_same_instant() => AtMostOneAsync(client => client.StartCrowdedWorkflowAsync());

    [Test]
    public Task Constructors_of_workflows_count_as_their_code() => AtMostOneAsync(client => client.StartCrowdedAtBirthWorkflowAsync());

    private async Task AtMostOneAsync<THandle>(Func<DurableClient, Task<THandle>> start)
        where THandle : WorkflowHandle
    {
        var crowd = new Crowd();
        var host = await StartHostAsync(o =>
        {
            o.MaxConcurrentRuns = 1;
            o.Services.AddSingleton(crowd);
        });
        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => start(host.Client)));
        await Task.WhenAll(runs.Select(run => run.WaitAsync())).Soon();
        Assert.That(crowd.Most, Is.EqualTo(1));
    }
}
