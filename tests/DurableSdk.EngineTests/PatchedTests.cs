using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>Which build of a program this is.</summary>
public enum ProgramAge
{
    Before,
    Patched,
    Retired,
}

/// <summary>Stands for a workflow whose code was changed behind <c>Durable.Patched</c>, and whose old code was removed at last.</summary>
public sealed class PatchedWorkflow(ProgramAge age, Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string name)
    {
        await GateAsync($"{name} before");
        var isChanged = age switch
        {
            ProgramAge.Before => false,
            ProgramAge.Patched => Durable.Patched("change"),
            _ => true,
        };
        var way = isChanged ? await NewAsync() : await OldAsync();
        await GateAsync($"{name} after");
        return way;
    }

    [Step]
    private async Task GateAsync(string point, CancellationToken cancel = default)
    {
        journal.Add(point);
        await journal.Reached(point, cancel);
    }

    [Step]
    private Task<string> OldAsync() => Task.FromResult("old");

    [Step]
    private Task<string> NewAsync() => Task.FromResult("new");
}

public sealed class PatchedTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Runs_take_a_change_by_where_they_stand_until_its_old_code_can_go()
    {
        var first = await StartAsync(ProgramAge.Before);
        var further = await first.Client.StartPatchedWorkflowAsync("further", new() { RunId = "further" });
        await first.Client.StartPatchedWorkflowAsync("early", new() { RunId = "early" });
        await At("early before");
        Journal.Reach("further before");
        await At("further after");
        await first.CrashAsync();

        var second = await StartAsync(ProgramAge.Patched);
        await second.Client.StartPatchedWorkflowAsync("fresh", new() { RunId = "fresh" });
        Journal.Reach("early before");
        Journal.Reach("fresh before");
        await At("early after");
        await At("fresh after");
        Journal.Reach("further after");
        Assert.That(await second.Client.GetPatchedWorkflow("further").ResultAsync().Soon(), Is.EqualTo("old"));
        Assert.That(await PatchesAsync(second, "further"), Is.Empty);
        await second.CrashAsync();

        var third = await StartAsync(ProgramAge.Retired);
        foreach (var run in (string[])["early", "fresh"])
        {
            Journal.Reach($"{run} after");
            Assert.That(await third.Client.GetPatchedWorkflow(run).ResultAsync().Soon(), Is.EqualTo("new"));
            Assert.That(await PatchesAsync(third, run), Is.EqualTo(new[] { "change" }));
        }
    }

    [Test]
    public async Task Recorded_change_comes_before_what_it_causes_and_is_recorded_once()
    {
        var first = await StartAsync(ProgramAge.Patched);
        await first.Client.StartPatchedWorkflowAsync("run", new() { RunId = "run" });
        Journal.Reach("run before");
        await At("run after");
        await first.CrashAsync();

        var second = await StartAsync(ProgramAge.Patched);
        Journal.Reach("run after");
        await second.Client.GetPatchedWorkflow("run").ResultAsync().Soon();
        var events = await EventsAsync(second, "run");
        var at = events.FindIndex(entry => entry.Event is PatchRecorded { PatchId: "change" });
        Assert.That(events.Count(entry => entry.Event is PatchRecorded), Is.EqualTo(1));
        Assert.That(at, Is.GreaterThan(events.FindIndex(entry => entry.Event is StepCompleted { Id: "GateAsync#1" })));
        Assert.That(at, Is.LessThan(events.FindIndex(entry => entry.Event is OperationEvent { Id: "NewAsync#1" })));
    }

    [Test]
    public async Task Fork_keeps_the_answer_that_its_part_of_the_log_holds_and_asks_anew_before_it()
    {
        var first = await StartAsync(ProgramAge.Before);
        await first.Client.StartPatchedWorkflowAsync("run", new() { RunId = "run" });
        Journal.Reach("run before");
        Journal.Reach("run after");
        await first.Client.GetPatchedWorkflow("run").ResultAsync().Soon();
        await first.StopAsync();

        var second = await StartAsync(ProgramAge.Patched);
        var log = await EventsAsync(second, "run");
        Assert.That(await ForkAsync(second, Sequence(log, "GateAsync#1")), Is.EqualTo(("new", 1)));
        Assert.That(await ForkAsync(second, Sequence(log, "OldAsync#1")), Is.EqualTo(("old", 0)));
    }

    private async Task<(string Result, int Patches)> ForkAsync(TestHost host, long sequence)
    {
        var fork = await host.Client.ForkAsync("run", sequence);
        var result = await host.Client.GetPatchedWorkflow(fork.RunId).ResultAsync().Soon();
        return (result, (await PatchesAsync(host, fork.RunId)).Length);
    }

    private static long Sequence(List<LogEntry> log, string id) => log.Single(entry => entry.Event is StepCompleted e && e.Id == id).Sequence;

    private static async Task<string[]> PatchesAsync(TestHost host, string runId) =>
        [.. (await EventsAsync(host, runId)).Select(entry => entry.Event).OfType<PatchRecorded>().Select(e => e.PatchId)];

    private Task At(string point) => Journal.Until(() => Journal.Count(point) > 0).Soon();

    private Task<TestHost> StartAsync(ProgramAge age) => StartHostAsync(o => o.Services.AddSingleton(typeof(ProgramAge), age));
}
