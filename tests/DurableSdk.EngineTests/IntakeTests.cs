using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

public sealed class OverhearingWorkflow(Journal journal)
{
    internal static readonly AsyncLocal<string?> OfTheCaller = new();

    [Workflow]
    public async Task RunAsync()
    {
        journal.Add($"run hears {OfTheCaller.Value ?? "nothing"}");
        await ListenAsync();
    }

    [Step]
    private Task ListenAsync()
    {
        journal.Add($"step hears {OfTheCaller.Value ?? "nothing"}");
        return Task.CompletedTask;
    }
}

public sealed class HeldWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync() => await HoldAsync();

    [Step]
    private async Task HoldAsync()
    {
        journal.Enter();
        journal.Add("entered");
        await journal.Reached("leave");
        journal.Leave();
    }
}

/// <summary>A run that its own host starts begins at once, where the store can give it to the host with its creation.</summary>
public sealed class IntakeTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Nothing_of_who_starts_a_run_flows_into_it()
    {
        var host = await StartAtWorkAsync();
        await OverhearAsync(host);

        Assert.That(Journal.Lines.Distinct(), Is.EqualTo(["run hears nothing", "step hears nothing"]));
    }

    [Test]
    public async Task What_the_program_set_before_its_host_holds_for_runs_that_it_starts_too()
    {
        OverhearingWorkflow.OfTheCaller.Value = "the program";
        var host = await StartAtWorkAsync();
        await OverhearAsync(host);

        Assert.That(Journal.Lines.Distinct(), Is.EqualTo(["run hears the program", "step hears the program"]));
    }

    [Test]
    public async Task Runs_that_are_started_at_once_stay_within_the_bound_of_memory()
    {
        var host = await StartAtWorkAsync(o => o.MaxRunsInMemory = 3);
        var runs = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => host.Client.StartHeldWorkflowAsync()));
        await Journal.Until(() => Journal.Count("entered") == 3).Soon();
        Journal.Reach("leave");
        foreach (var run in runs)
            await run.WaitAsync().Soon();

        Assert.That(Journal.MostInside, Is.EqualTo(3));
        Assert.That(Journal.Count("entered"), Is.EqualTo(30));
    }

    [Test]
    public async Task Place_that_is_given_back_goes_to_a_run_that_waits_for_one()
    {
        var host = await StartAtWorkAsync(o => o.MaxRunsInMemory = 1);
        await KeepPlaceAsync().Soon();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Probe.OnCall = _ => asked.TrySetResult();
        var run = await host.Client.StartEmptyWorkflowAsync();
        await asked.Task.Soon();
        Probe.Intake!.GiveBack();

        await run.WaitAsync().Soon();
    }

    /// <summary>What ran before is over for who waits for it a moment before it leaves memory.</summary>
    private async Task KeepPlaceAsync()
    {
        while (!Probe.Intake!.TryReserve(new WorkflowKey("EmptyWorkflow", 1)))
            await Task.Yield();
    }

    /// <summary>Starts the run on a thread of the pool, which a start may use for itself.</summary>
    private static Task OverhearAsync(TestHost host) => Task.Run(async () =>
    {
        OverhearingWorkflow.OfTheCaller.Value = "the caller";
        var run = await host.Client.StartOverhearingWorkflowAsync();
        await run.WaitAsync();
    }).Soon();

    /// <summary>A host that has begun to execute, which its start doesn't wait for.</summary>
    private async Task<TestHost> StartAtWorkAsync(Action<DurableOptions>? configure = null)
    {
        var host = await StartHostAsync(configure);
        await (await host.Client.StartEmptyWorkflowAsync()).WaitAsync().Soon();
        return host;
    }
}
