using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

public sealed class FaultTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Append_that_fails_is_proposed_again_and_nothing_runs_twice()
    {
        var failures = 2;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Append, IsDone: false } && failures-- > 0);
        await RunThroughAsync();
    }

    [Test]
    public async Task Log_that_can_not_be_written_ends_nothing()
    {
        var (appends, claims) = (2, 2);
        Probe.OnCall = call =>
        {
            FailIf(call is { Operation: StoreOperation.Append, IsDone: false } && appends-- > 0);
            FailIf(call is { Operation: StoreOperation.Claim, IsDone: false } && claims-- > 0);
        };
        Log.IsFull = true;
        await RunThroughAsync();
        Log.IsFull = false;
        Assert.That(appends, Is.Negative);
        Assert.That(claims, Is.LessThan(2));
    }

    [Test]
    public async Task Append_that_commits_and_reports_a_failure_is_found_and_not_repeated()
    {
        var failed = new HashSet<long>();
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Append, IsDone: true } && failed.Add(call.Append!.ExpectedSequence));
        await RunThroughAsync();
        Assert.That(failed, Is.Not.Empty);
    }

    [Test]
    public async Task Append_whose_outcome_cannot_be_read_at_first_is_not_repeated()
    {
        var appends = 1;
        var reads = 2;
        var proposed = new List<long>();
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.Append, IsDone: false })
                proposed.Add(call.Append!.ExpectedSequence);
            FailIf(call is { Operation: StoreOperation.Append, IsDone: true } && appends-- > 0);
            FailIf(call is { Operation: StoreOperation.ReadLast } && reads-- > 0);
        };
        await RunThroughAsync();
        Assert.That(proposed, Is.Unique, "nothing is proposed before the outcome is known");
    }

    [Test]
    public async Task Append_that_commits_late_after_its_failure_is_taken_as_committed()
    {
        // The store says that it failed, the log doesn't show it, and then it is there.
        var hidden = 1;
        var failures = 1;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Append, IsDone: true } && failures-- > 0);
        Probe.HidesLast = () => hidden-- > 0;
        await RunThroughAsync();
        Assert.That(Log.Lines.Select(line => line.Text), Has.None.Contain("refused"), "its own event is no stranger's");
    }

    [Test]
    public async Task Append_that_is_refused_lets_the_run_go_and_it_is_taken_up_again()
    {
        var time = UseManualTime();
        var refusals = 1;
        Probe.Refusal = append => refusals-- > 0 ? AppendOutcome.SequenceConflict : null;
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 1);
        await Log.Line(5).Soon();
        await AdvanceUntilAsync(time, run.ResultAsync().Soon());
        CrashTests.AssertRecordedOnce(await EventsAsync(host, run.RunId));
    }

    [Test]
    public async Task Log_that_cannot_be_read_is_read_again_and_nothing_runs_twice()
    {
        var reads = 0;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.ReadEvents } && Interlocked.Increment(ref reads) % 2 == 1);
        await RunThroughAsync(readEvents: false);
    }

    [Test]
    public async Task Inbox_that_cannot_be_read_loses_no_running_step()
    {
        var reads = 1;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.ReadInbox } && Interlocked.Decrement(ref reads) >= 0);
        var host = await StartHostAsync();
        var run = await host.Client.StartGateWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await host.Store.SendAsync(run.RunId, new InboxMessage(InboxKind.Resume, default, Time.GetUtcNow()), default);
        await Probe.Event<Resumed>(run.RunId);
        Journal.Reach("gate");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(Journal.Lines, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Release_that_fails_is_tried_again()
    {
        var time = UseManualTime();
        var releases = 1;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Release, IsDone: false } && Interlocked.Decrement(ref releases) >= 0);
        var host = await StartHostAsync();
        var run = await host.Client.StartSleepWorkflowAsync(TimeSpan.FromHours(1));
        await Log.Line(22).Soon();
        await AdvanceUntilAsync(time, Probe.Released(run.RunId));
        time.Advance(TimeSpan.FromHours(1));
        await run.ResultAsync().Soon();
    }

    [Test]
    public async Task Claim_that_fails_is_tried_again()
    {
        var claims = 2;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Claim } && Interlocked.Decrement(ref claims) >= 0);
        var host = await StartHostAsync();
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
    }

    private async Task RunThroughAsync(bool readEvents = true)
    {
        var host = await StartHostAsync();
        Journal.Reach("gate");
        var run = await host.Client.StartTwoStepWorkflowAsync("gate");
        await run.WaitAsync().Soon();
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "one", $"two {run.RunId}/TwoAsync#1" }));
        if (!readEvents)
            Probe.OnCall = null;
        var events = await EventsAsync(host, run.RunId);
        CrashTests.AssertRecordedOnce(events);
        Assert.That(events.Count(entry => entry.Event is StepCompleted), Is.EqualTo(2));
    }

    private static async Task AdvanceUntilAsync(Testing.ManualTimeProvider time, Task reached)
    {
        // The pause is registered a moment after the log line: each turn of the loop lets a second pass.
        while (!reached.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await reached;
    }

    private static void FailIf(bool condition)
    {
        if (condition)
            throw new DurableException("DS3005", "The test's store is unavailable.");
    }
}
