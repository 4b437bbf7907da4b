using DurableSdk.CompilerServices;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>What the end of a run does to its children, and what is told of a child's end when the store fails.</summary>
public sealed class ChildEndTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Cancelling_a_parent_cancels_its_child_which_cleans_up()
    {
        var host = await StartHostAsync();
        var (run, child) = await StartAsync(host, "a");

        await run.CancelAsync("enough");

        Assert.That(async () => await run.WaitAsync().Soon(), Throws.InstanceOf<WorkflowCanceledException>());
        Assert.That(await EndOfAsync(host, child), Is.EqualTo($"Canceled: Its parent {run.RunId} has ended."));
        Assert.That(Journal.Lines, Is.EqualTo(["clean a"]));
    }

    [Test]
    public async Task Child_that_lost_is_cancelled_when_its_parent_completes()
    {
        var host = await StartHostAsync();
        var (run, child) = await StartAsync(host, "loser");

        Assert.That(await host.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("won"));
        Assert.That(await EndOfAsync(host, child), Does.StartWith("Canceled"));
    }

    [Test]
    public async Task Shielded_child_goes_on_when_its_parent_is_cancelled()
    {
        var host = await StartHostAsync();
        var (run, child) = await StartAsync(host, "shield");

        await run.CancelAsync();
        await Probe.Event<CancelRequested>(run.RunId);
        await host.Client.SignalAsync(child, "word", "safe");

        Assert.That(await host.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("shield safe"));
    }

    [Test]
    public async Task Child_that_takes_too_long_is_cancelled()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var (run, child) = await StartAsync(host, "limit");
        await Probe.Event<TimerStarted>(run.RunId);

        time.Advance(TimeSpan.FromHours(1));

        Assert.That(await host.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("timed out"));
        Assert.That(await EndOfAsync(host, child), Does.StartWith("Canceled"));
    }

    [Test]
    public async Task Detached_child_outlives_its_parent()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartHolderWorkflowAsync("detach");
        var child = await run.ResultAsync().Soon();

        await host.Client.SignalAsync(child, "word", "alone");

        Assert.That(await host.Client.GetHandle<string>(child).ResultAsync().Soon(), Is.EqualTo("detach alone"));
        Assert.That((await host.Client.GetRunAsync(child))!.ParentRunId, Is.EqualTo(run.RunId));
        Assert.That((await host.Client.GetRunAsync(run.RunId))!.Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Terminating_a_parent_cancels_its_child()
    {
        var host = await StartHostAsync();
        var (run, child) = await StartAsync(host, "a");

        await run.TerminateAsync("wrong");

        Assert.That(await EndOfAsync(host, child), Is.EqualTo($"Canceled: Its parent {run.RunId} was terminated."));
    }

    [Test]
    public async Task Terminating_a_parent_leaves_a_detached_child_alone()
    {
        var host = await StartHostAsync();
        var detached = await (await host.Client.StartHolderWorkflowAsync("detach")).ResultAsync().Soon();
        var parent = await host.Client.StartKeeperWorkflowAsync();
        var own = (await Probe.Event<ChildStarted>(parent.RunId)).RunId;

        await parent.TerminateAsync();
        await host.Client.SignalAsync(own, "word", "alone");
        await host.Client.SignalAsync(detached, "word", "alone");

        Assert.That(await host.Client.GetHandle<string>(own).ResultAsync().Soon(), Is.EqualTo("kept alone"));
        Assert.That(await host.Client.GetHandle<string>(detached).ResultAsync().Soon(), Is.EqualTo("detach alone"));
    }

    [Test]
    public async Task Run_that_goes_on_as_another_cancels_its_child_and_the_next_starts_its_own()
    {
        var host = await StartHostAsync();
        var (run, child) = await StartAsync(host, "leave");
        var next = (await Probe.Event<ContinuedAsNew>(run.RunId)).NextRunId;
        var own = (await Probe.Event<ChildStarted>(next)).RunId;

        Assert.That(await EndOfAsync(host, child), Does.StartWith("Canceled"));
        // It is in the log, and changes nothing.
        Assert.That((await Probe.Event<ChildFailed>(next)).RunId, Is.EqualTo(child));
        await host.Client.SignalAsync(own, "word", "own");

        Assert.That(await host.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("leave own"));
    }

    [Test]
    public async Task Terminating_a_run_of_a_chain_cancels_its_child_though_that_of_the_run_before_has_ended()
    {
        var host = await StartHostAsync();
        var (run, _) = await StartAsync(host, "leave");
        var next = (await Probe.Event<ContinuedAsNew>(run.RunId)).NextRunId;
        var own = (await Probe.Event<ChildStarted>(next)).RunId;
        await Probe.Event<ChildFailed>(next);

        await host.Client.GetHandle(next).TerminateAsync("wrong");

        Assert.That(await EndOfAsync(host, own), Is.EqualTo($"Canceled: Its parent {next} was terminated."));
    }

    [Test]
    public async Task Child_that_ends_after_its_parent_ends_as_any_other_run()
    {
        var host = await StartHostAsync();
        var (run, child) = await StartAsync(host, "a");
        await host.Client.PauseAsync(child);
        await Probe.Event<Paused>(child);
        await run.TerminateAsync();

        Assert.That(await EndOfAsync(host, child), Does.StartWith("Canceled"));
        Assert.That(Log.Lines.Where(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error), Is.Empty);
    }

    [Test]
    public async Task Append_that_commits_and_reports_a_failure_starts_one_child_and_tells_of_one_end()
    {
        // Three appends say something to others: one starts both children, and each child ends.
        var failures = 2;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Append, IsDone: true } && IsOfFamily(call.Append!) && Interlocked.Decrement(ref failures) >= 0);
        await AssertOnceAsync();
        Assert.That(failures, Is.Negative);
    }

    [Test]
    public async Task Append_that_fails_is_proposed_again_and_starts_one_child()
    {
        var failures = 4;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Append, IsDone: false } && IsOfFamily(call.Append!) && Interlocked.Decrement(ref failures) >= 0);
        await AssertOnceAsync();
        Assert.That(failures, Is.Negative);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Crash_right_after_the_commit_loses_and_doubles_nothing(bool atTheEnd)
    {
        var host = await StartHostAsync();
        var crashed = new TaskCompletionSource();
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.Append, IsDone: true, Append: { } append } && (atTheEnd ? append.Messages.Count > 0 : append.Children.Count > 0) && crashed.TrySetResult())
                throw new DurableException("DS3005", "The process dies before it hears of it.");
        };
        var run = await host.Client.StartFanWorkflowAsync(2);
        await crashed.Task.Soon();
        await host.CrashAsync();

        host = await StartHostAsync();

        Assert.That(await host.Client.GetHandle<int>(run.RunId).ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(await host.Client.ListRunsAsync(new() { ParentRunId = run.RunId }), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Child_that_this_program_does_not_know_blocks_its_parent()
    {
        var parent = new WorkflowDefinition<ValueTuple, int>("Lonely", 1, "Lonely.RunAsync", null, false, ArgumentCodec.None, static (_, _, _) => new ValueTask<int>(
            new ChildWorkflow<ValueTuple, int>("Stranger", 2, ArgumentCodec.None).CallInWorkflow("Stranger#1", "Lonely.cs:1", default)!));
        var store = NewStore();
        await using var host = await DurableHost.StartAsync(o => Configure(o, store, o => o.AddManifest(new OneManifest(parent))), [], default);

        var runId = await host.Client.StartRunAsync(parent, default, null, default);

        var blocked = await Probe.Blocked(runId, "DS4030");
        Assert.That(((Blocked)blocked.Entry.Event).Report, Does.Contain("Stranger version 2").And.Contain("Lonely.cs:1").And.Contain("Known: Lonely."));
        Assert.That(await host.Client.ListRunsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_parent_and_child_tell_each_other_is_encoded()
    {
        var codec = new AesGcmPayloadCodec("k", new byte[32]);
        Probe.Codec = new EventCodec(new Payloads.PayloadCodecs([codec], [], 1_000_000));
        var bodies = new List<string>();
        Probe.OnCall = call =>
        {
            lock (bodies)
            {
                foreach (var body in call.Append is { } append ? append.Messages.Select(message => message.Message.Body).Concat(append.Children.Select(child => child.Started.Body)) : [])
                    bodies.Add(System.Text.Encoding.UTF8.GetString(body.Span));
            }
        };
        var host = await StartHostAsync(o => o.UseCodec(codec));
        var run = await host.Client.StartCarefulWorkflowAsync(-200);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("caught -200 is too small"));
        Assert.That(bodies, Has.Count.GreaterThanOrEqualTo(2).And.None.Contain("too small").And.None.Contain("[-200]"));
    }

    private async Task<(WorkflowHandle Run, string ChildId)> StartAsync(TestHost host, string how)
    {
        var run = await host.Client.StartHolderWorkflowAsync(how);
        return (run, (await Probe.Event<ChildStarted>(run.RunId)).RunId);
    }

    private static async Task<string> EndOfAsync(TestHost host, string runId)
    {
        try
        {
            await host.Client.GetHandle(runId).WaitAsync().Soon();
            return "Completed";
        }
        catch (WorkflowCanceledException e)
        {
            return $"Canceled: {e.Reason}";
        }
    }

    private async Task AssertOnceAsync()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartFanWorkflowAsync(2);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(await host.Client.ListRunsAsync(new() { ParentRunId = run.RunId }), Has.Count.EqualTo(2));
        Assert.That((await EventsAsync(host, run.RunId)).Count(entry => entry.Event is ChildCompleted), Is.EqualTo(2));
        Assert.That(Journal.Lines, Is.EquivalentTo(["double 0", "double 1"]));
    }

    private static bool IsOfFamily(Append append) => append.Children.Count + append.Messages.Count > 0;

    private static void FailIf(bool condition)
    {
        if (condition)
            throw new DurableException("DS3005", "The test's store is unavailable.");
    }

    private sealed class OneManifest(WorkflowDefinition definition) : DurableManifest
    {
        public override IReadOnlyList<WorkflowDefinition> Workflows { get; } = [definition];

        public override IReadOnlyList<ExceptionDescriptor> Exceptions => [];
    }
}
