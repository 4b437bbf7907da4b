using DurableSdk.UnitTests.Fuzz;

namespace DurableSdk.EngineTests;

/// <summary>
/// A sample of changed logs under the whole worker: each run ends, or is blocked with a code that isn't that of an error of the engine. What the core alone makes of ten thousand is in its own tests.
/// </summary>
/// <remarks>In memory alone, where a log can be put in place of another.</remarks>
[TestFixture(StoreKind.InMemory, false)]
[TestFixture(StoreKind.InMemory, true)]
public sealed class FuzzTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private const int Runs = 300;

    [Test]
    public async Task Run_whose_log_was_changed_ends_or_is_blocked([Values(1, 2)] int block)
    {
        var log = await WriteAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        var changes = new Dictionary<string, string>();
        for (var seed = block * Runs; seed < (block + 1) * Runs; seed++)
        {
            var runId = $"fuzz-{seed}";
            await client.Client.StartGuardedWorkflowAsync(new() { RunId = runId });
            var mutation = new HistoryMutation(runId, seed);
            var changed = mutation.Mutate(log.Select(entry => EventCodec.Plain.Encode(runId, entry)));
            Memory.Runs[runId].Events.Clear();
            Memory.Runs[runId].Events.AddRange(changed);
            await client.Client.CancelAsync(runId);
            changes.Add(runId, mutation.ToString());
        }

        await StartHostAsync();
        var blocked = 0;
        foreach (var (runId, change) in changes)
        {
            if (await EndAsync(runId, change) is not Blocked report)
                continue;
            blocked++;
            Assert.That(report.Code, Does.Match("^DS[0-9]{4}$").And.Not.EqualTo("DS1011"), $"{runId}: {report.Report}{Environment.NewLine}{change}");
        }

        Assert.That(blocked, Is.InRange(Runs / 5, Runs - 1), "Most changes are noticed, some are harmless.");
    }

    private async Task<RunEvent> EndAsync(string runId, string change)
    {
        try
        {
            return await Probe.Event<RunEvent>(runId, e => e is Blocked or WorkflowCompleted or WorkflowFailed or WorkflowCanceled);
        }
        catch (TimeoutException)
        {
            throw new AssertionException($"{runId} hangs ({Memory.Runs[runId].Status}, {Memory.Runs[runId].Events.Count} events):{Environment.NewLine}{change}");
        }
    }

    private async Task<List<LogEntry>> WriteAsync()
    {
        var host = await StartHostAsync();
        await host.Client.StartGuardedWorkflowAsync(new() { RunId = "base" });
        for (var i = 1; i <= 3; i++)
        {
            await host.Client.SignalAsync("base", "add", i);
            await Probe.Event<StepCompleted>("base", n: i);
        }

        var log = await EventsAsync(host, "base");
        await host.Client.TerminateAsync("base");
        await host.StopAsync();
        return log;
    }
}
