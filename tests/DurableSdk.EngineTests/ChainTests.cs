using System.Security.Cryptography;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>Counts up to its last generation, one run for each; the last one passes a gate.</summary>
public sealed class GenerationWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(int generation, long last, string? gate)
    {
        await NoteAsync(generation);
        if (generation < last)
        {
            _ = Durable.Sleep(TimeSpan.FromDays(1));
            throw Durable.ContinueAsNew(generation + 1, last, gate);
        }

        if (gate is not null)
            await PassAsync(gate);
        return $"{generation} {Durable.Run.FirstRunId} {Durable.Run.PreviousRunId ?? "none"}";
    }

    [Step]
    private Task NoteAsync(int generation)
    {
        journal.Add($"{generation} {StepContext.Current.IdempotencyKey}");
        return Task.CompletedTask;
    }

    [Step]
    private async Task PassAsync(string gate, CancellationToken cancel = default)
    {
        journal.Reach($"at {gate}");
        await journal.Reached(gate, cancel);
    }
}

/// <summary>A step still runs when the run continues.</summary>
public sealed class LeavingWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync(bool isFirst)
    {
        if (!isFirst)
            return;
        _ = HoldAsync();
        await ReadyAsync();
        throw Durable.ContinueAsNew(false);
    }

    [Step]
    private async Task HoldAsync(CancellationToken cancel = default)
    {
        journal.Reach("holds");
        try
        {
            await journal.Reached("never", cancel);
        }
        finally
        {
            journal.Reach("token");
        }
    }

    [Step]
    private Task ReadyAsync() => journal.Reached("holds");
}

public sealed class MisledWorkflow
{
    [Workflow]
    public Task RunAsync(int number)
    {
        object?[] arguments = [$"not {number}"];
        throw Durable.ContinueAsNew(arguments);
    }
}

public sealed class ChainTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Handle_follows_the_chain_whose_links_know_each_other()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartGenerationWorkflowAsync(0, 3, null);
        var result = await run.ResultAsync().Soon();

        var links = await LinksAsync(host, run.RunId);
        Assert.That(links, Has.Count.EqualTo(4));
        Assert.That(result, Is.EqualTo($"3 {run.RunId} {links[2].RunId}"));
        Assert.That(links.Select(link => link.Status), Is.EqualTo([RunStatus.ContinuedAsNew, RunStatus.ContinuedAsNew, RunStatus.ContinuedAsNew, RunStatus.Completed]));
        Assert.That(links.Select(link => link.FirstRunId), Is.All.EqualTo(run.RunId));
        Assert.That(links.Select(link => link.PreviousRunId), Is.EqualTo(links.Select(link => link.RunId).Prepend(null).Take(4)));
        Assert.That(Journal.Lines, Is.EqualTo(links.Select((link, i) => $"{i} {link.RunId}/NoteAsync#1")), "keys of steps differ between generations");

        var started = new List<WorkflowStarted>();
        foreach (var link in links)
            started.Add((WorkflowStarted)(await EventsAsync(host, link.RunId))[0].Event);
        Assert.That(started.Select(e => e.Seed), Is.Unique);
        Assert.That(started.Select(e => e.FirstRunId), Is.EqualTo([null, run.RunId, run.RunId, run.RunId]));
        Assert.That((await EventsAsync(host, run.RunId))[^1].Event, Is.EqualTo(new ContinuedAsNew(links[1].RunId, 1)));
    }

    [Test]
    public async Task Start_with_the_same_key_gives_the_chain()
    {
        var host = await StartHostAsync();
        var options = new StartOptions { IdempotencyKey = "order-17" };
        var run = await host.Client.StartGenerationWorkflowAsync(0, 2, "gate", options);
        await Journal.Reached("at gate").Soon();

        var again = await host.Client.StartGenerationWorkflowAsync(0, 2, "gate", options);
        var links = await LinksAsync(host, run.RunId);
        Assert.That(again.RunId, Is.EqualTo(links[^1].RunId));
        await RefusedAsync("DS4002", () => host.Client.StartGenerationWorkflowAsync(1, 2, "gate", options));
        Journal.Reach("gate");
        Assert.That(await again.ResultAsync().Soon(), Is.EqualTo(await run.ResultAsync().Soon()));
        Assert.That((await host.Client.StartGenerationWorkflowAsync(0, 2, "gate", options)).RunId, Is.EqualTo(links[^1].RunId));
        Assert.That(await host.Client.ListRunsAsync(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Command_by_the_id_of_an_earlier_link_says_which_run_goes_on_and_a_handle_follows()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartGenerationWorkflowAsync(0, 2, "gate");
        await Journal.Reached("at gate").Soon();
        var last = (await LinksAsync(host, run.RunId))[^1];

        foreach (var command in (Func<Task>[])[() => host.Client.CancelAsync(run.RunId), () => host.Client.ResumeAsync(run.RunId)])
            Assert.That((await RefusedAsync("DS4011", command)).Message, Does.Contain($"the one that goes on is {last.RunId} ("));
        await run.ResumeAsync();
        await run.CancelAsync("enough");
        var e = Assert.ThrowsAsync<WorkflowCanceledException>(() => run.ResultAsync().Soon())!;
        Assert.That((e.RunId, e.Reason), Is.EqualTo((last.RunId, "enough")));
        Assert.That((await RefusedAsync("DS4011", () => host.Client.CancelAsync(run.RunId))).Message, Does.Contain($"the last of its chain is {last.RunId} (Canceled)"));
        await RefusedAsync("DS4003", () => run.CancelAsync());
        await RefusedAsync("DS4003", () => run.ResumeAsync());
    }

    [Test]
    public async Task Cancel_that_arrives_in_the_last_moment_reaches_the_next_run()
    {
        var host = await StartHostAsync();
        var sent = 0;
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.Append, IsDone: false, Append.Next: not null } && Interlocked.Exchange(ref sent, 1) == 0)
                host.Client.CancelAsync(call.RunId, "just in time").Wait();
        };

        var run = await host.Client.StartGenerationWorkflowAsync(0, 1, "gate");
        var e = Assert.ThrowsAsync<WorkflowCanceledException>(() => run.ResultAsync().Soon())!;

        var links = await LinksAsync(host, run.RunId);
        Assert.That((e.RunId, e.Reason), Is.EqualTo((links[1].RunId, "just in time")));
        Assert.That((await EventsAsync(host, run.RunId)).Select(entry => entry.Event), Has.None.InstanceOf<CancelRequested>());
    }

    [Test]
    public async Task Cancel_that_was_taken_up_after_the_code_had_ended_reaches_the_next_run()
    {
        var first = await StartHostAsync();
        var died = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Probe.OnCall = call =>
        {
            if (call is not { Operation: StoreOperation.Append, IsDone: false, Append.Next: not null })
                return;
            died.TrySetResult(call.RunId);
            throw new IOException("the process dies here");
        };
        var run = await first.Client.StartGenerationWorkflowAsync(0, 1, "gate");
        await died.Task.Soon();
        await first.CrashAsync();
        Probe.OnCall = null;
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await client.Client.CancelAsync(run.RunId, "while it was down");

        var second = await StartHostAsync();
        var handle = second.Client.GetGenerationWorkflow(run.RunId);
        var e = Assert.ThrowsAsync<WorkflowCanceledException>(() => handle.ResultAsync().Soon())!;
        var links = await LinksAsync(second, run.RunId);
        Assert.That((links.Count, e.RunId, e.Reason), Is.EqualTo((2, links[1].RunId, "while it was down")));
        Assert.That((await EventsAsync(second, links[1].RunId))[1].Event, Is.EqualTo(new CancelRequested("while it was down")));
    }

    [Test]
    public async Task Continuing_whose_outcome_is_unknown_makes_one_next_run()
    {
        var host = await StartHostAsync();
        var failed = 0;
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.Append, Append.Next: not null } && Interlocked.Increment(ref failed) is 1 or 3)
                throw new IOException("connection lost");
        };

        var run = await host.Client.StartGenerationWorkflowAsync(0, 1, null);
        await run.ResultAsync().Soon();

        Assert.That(await host.Client.ListRunsAsync(), Has.Count.EqualTo(2));
        Assert.That(await LinksAsync(host, run.RunId), Has.Count.EqualTo(2));
        Assert.That(Journal.Lines, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Run_goes_on_as_the_highest_version_that_takes_and_gives_the_same()
    {
        var host = await StartHostAsync();
        await CreateAsync(host, "growing", "Growing", 1, "[3]");

        Assert.That(await host.Client.GetHandle<string>("growing").ResultAsync().Soon(), Is.EqualTo("version 2 with 2"));
        Assert.That((await LinksAsync(host, "growing")).Select(link => link.Version), Is.EqualTo([1, 2]));
    }

    [Test]
    public async Task Step_that_still_runs_when_the_run_continues_gets_its_token()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartLeavingWorkflowAsync(true);
        await run.WaitAsync().Soon();
        await Journal.Reached("token").Soon();
    }

    [Test]
    public async Task Arguments_that_do_not_fit_block_the_run()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMisledWorkflowAsync(1);
        await Probe.Blocked(run.RunId, "DS1012");
        Assert.That(await host.Client.ListRunsAsync(), Has.Count.EqualTo(1));
    }

    private static async Task<List<RunRecord>> LinksAsync(TestHost host, string first)
    {
        var links = new List<RunRecord>();
        for (string? runId = first; runId is not null; runId = links[^1].NextRunId)
            links.Add((await host.Client.GetRunAsync(runId))!);
        return links;
    }

    /// <summary>A run of a version that isn't the highest, as an older program has left it.</summary>
    private static async Task CreateAsync(TestHost host, string runId, string workflow, int version, string arguments)
    {
        var input = System.Text.Encoding.UTF8.GetBytes(arguments);
        var now = DateTimeOffset.UtcNow;
        await host.Store.CreateRunAsync(
            new NewRun
            {
                RunId = runId,
                Workflow = workflow,
                Version = version,
                InputHash = SHA256.HashData(input),
                CreatedAt = now,
                Started = EventCodec.Plain.Encode(runId, new LogEntry(1, now, new WorkflowStarted(workflow, version, input, 42))),
            },
            default);
    }
}

/// <summary>Three versions; the third takes something else.</summary>
public static class GrowingWorkflow
{
    [Workflow(Name = "Growing", Version = 1)]
    public static Task<string> OneAsync(int left) => throw Durable.ContinueAsNew(left - 1);

    [Workflow(Name = "Growing", Version = 2)]
    public static Task<string> TwoAsync(int left) => Task.FromResult($"version {Durable.Run.Version} with {left}");

    [Workflow(Name = "Growing", Version = 3)]
    public static Task<string> ThreeAsync(string left) => Task.FromResult($"version 3 with {left}");
}
