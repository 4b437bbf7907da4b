namespace DurableSdk.EngineTests;

/// <summary>Takes a change, sleeps, and says what it did.</summary>
public sealed class PatchedAnswerWorkflow
{
    private string _said = "";

    [Query]
    public string Said() => _said;

    [Workflow]
    public async Task RunAsync()
    {
        await NoteAsync("first");
        _said += Durable.Patched("shout") ? "NEW" : "old";
        await NoteAsync("second");
        await Durable.Sleep(TimeSpan.FromDays(1));
    }

    [Step]
    private static Task<string> NoteAsync(string what) => Task.FromResult(what);
}

public sealed class PatchedQueryTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Query_of_a_run_that_took_a_change_answers_with_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartPatchedAnswerWorkflowAsync();
        await Probe.Event<TimerStarted>(run.RunId);
        Assert.That(await run.SaidAsync().Soon(), Is.EqualTo("NEW"));
        await run.CancelAsync();
        Assert.That(async () => await run.WaitAsync().Soon(), Throws.InstanceOf<WorkflowCanceledException>());
        Assert.That(await run.SaidAsync().Soon(), Is.EqualTo("NEW"));
    }
}
