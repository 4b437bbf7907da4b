using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>An error of the engine itself. It comes from an answer that no store may give: a token that another hook has, and no word of which.</summary>
public sealed class EngineFailureTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Error_of_the_engine_sets_its_run_aside_and_nothing_else_until_it_is_resumed()
    {
        var host = await StartHostAsync();
        var other = await host.Client.StartGateWorkflowAsync("other");
        await Journal.Reached("at other").Soon();
        Journal.Reach("gate");
        Probe.Refusal = append => append.RunId == "broken" && append.Status == RunStatus.Completed ? AppendOutcome.HookRefused : null;

        var run = await host.Client.StartTwoStepWorkflowAsync("gate", new StartOptions { RunId = "broken" });
        var blocked = (Blocked)(await Probe.Blocked("broken", "DS1011")).Entry.Event;
        await Probe.Released("broken", RunStatus.Blocked);

        Assert.That(blocked.Report, Does.StartWith("DS1011: The engine itself failed on run broken by NullReferenceException").And.Contain("ResumeAsync(\"broken\")"));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Blocked));
        Assert.That((await Log.Line(8).Soon()).Text, Does.Contain("run broken of TwoStepWorkflow").And.Contain("AcceptAsync"), "the place, for a report of the bug");
        Journal.Reach("other");
        Assert.That(await other.ResultAsync().Soon(), Is.EqualTo(2), "a run that was under way goes on");
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2), "and so does a new one");
        Assert.That((await EventsAsync(host, "broken"))[^1].Event, Is.EqualTo(blocked), "nobody tries the run again by itself");

        Probe.Refusal = null;
        await run.ResumeAsync();
        await run.WaitAsync().Soon();
        Assert.That(Journal.Lines.Where(line => line == "one" || line.StartsWith("two", StringComparison.Ordinal)), Has.Exactly(2).Items, "no step that was recorded ran again");
    }
}
