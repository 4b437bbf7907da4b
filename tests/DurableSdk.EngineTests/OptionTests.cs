using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

[TestFixture]
public sealed class OptionTests
{
    [TestCaseSource(nameof(BadOptions))]
    public void Option_out_of_its_range_is_refused_at_start(Action<DurableOptions> bad)
    {
        var error = Assert.Throws<DurableException>(() => new ServiceCollection().AddDurable(o =>
        {
            o.UseInMemory();
            bad(o);
        }));
        Assert.That(error!.Code, Is.EqualTo("DS3010"));
    }

    [Test]
    public void Store_that_is_not_named_is_refused_at_start() =>
        Assert.That(Assert.Throws<DurableException>(() => new ServiceCollection().AddDurable(_ => { }))!.Code, Is.EqualTo("DS3008"));

    [Test]
    public void Workflows_that_are_unknown_are_refused_at_start()
    {
        // Through a delegate, as from an assembly that the generator hasn't seen.
        Func<IServiceCollection, Action<DurableOptions>, IServiceCollection> add = DurableServiceCollectionExtensions.AddDurable;
        Assert.That(Assert.Throws<DurableException>(() => add(new ServiceCollection(), o => o.UseInMemory()))!.Code, Is.EqualTo("DS3001"));
    }

    [Test]
    public async Task Host_registers_only_the_workflows_that_are_named()
    {
        await using var host = await DurableHost.StartAsync(o => o.UseInMemory().OnlyWorkflows("AddWorkflow"));
        var error = Assert.CatchAsync<DurableException>(() => host.Client.StartAsync("GateWorkflow", "[\"g\"]"));
        Assert.That(error!.Code, Is.EqualTo("DS4006"));
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
    }

    private static IEnumerable<TestCaseData> BadOptions()
    {
        yield return Bad("steps", o => o.MaxConcurrentSteps = 0);
        yield return Bad("runs", o => o.MaxConcurrentRuns = 0);
        yield return Bad("memory", o => o.MaxRunsInMemory = 0);
        yield return Bad("recoveries", o => o.CrashedRecoveriesMax = 0);
        yield return Bad("history", o => o.HistoryEventsMax = 0);
        yield return Bad("history warning", o => o.HistoryEventsWarning = 0);
        yield return Bad("payload", o => o.PayloadBytesMax = 10);
        yield return Bad("evict", o => o.EvictAfter = TimeSpan.FromSeconds(-1));
        yield return Bad("started", o => o.StepStartedAfter = TimeSpan.FromSeconds(-1));
        yield return Bad("grace", o => o.StepGracePeriod = TimeSpan.FromSeconds(-1));
    }

    private static TestCaseData Bad(string name, Action<DurableOptions> bad) => new TestCaseData(bad).SetArgDisplayNames(name);
}
