namespace DurableSdk.EngineTests;

public sealed class ChildTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Child_is_a_run_of_its_own_and_both_find_each_other()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartFanWorkflowAsync(3);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(6));

        var started = (await EventsAsync(host, run.RunId)).Select(entry => entry.Event).OfType<ChildStarted>().ToList();
        var children = await host.Client.ListRunsAsync(new() { ParentRunId = run.RunId });
        Assert.That(started.Select(e => e.Id), Is.EqualTo(["DoubleWorkflow#1", "DoubleWorkflow#1[2]", "DoubleWorkflow#1[3]"]));
        Assert.That(children.Select(child => child.RunId), Is.EquivalentTo(started.Select(e => e.RunId)));
        Assert.That(children.Select(child => (child.Workflow, child.Status, child.ParentRunId)).Distinct(), Is.EqualTo([("DoubleWorkflow", RunStatus.Completed, run.RunId)]));
        Assert.That((await run.GetRunAsync()).ParentRunId, Is.Null);
    }

    [Test]
    public async Task Many_children_run_in_parallel_once_each()
    {
        // Evicted after every await, the parent is rebuilt for every end that comes alone.
        var count = Evicts ? 100 : 1000;
        var host = await StartHostAsync();
        var run = await host.Client.StartFanWorkflowAsync(count);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(count * (count - 1)));

        Assert.That(Journal.Lines.Order(StringComparer.Ordinal), Is.EqualTo(Enumerable.Range(0, count).Select(i => $"double {i}").Order(StringComparer.Ordinal)));
        Assert.That(await host.Client.ListRunsAsync(new() { ParentRunId = run.RunId, Limit = count + 1 }), Has.Count.EqualTo(count));
    }

    [Test]
    public async Task Workflow_can_call_itself()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartFactorialWorkflowAsync(20);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(2_432_902_008_176_640_000));
    }

    [Test]
    public async Task Recursion_beyond_the_limit_blocks_and_goes_on_with_a_higher_one()
    {
        var host = await StartHostAsync(o => o.ChildDepthMax = 3);
        var run = await host.Client.StartFactorialWorkflowAsync(6);
        var blocked = await Probe.AnyBlocked("DS1026");
        Assert.That(((Blocked)blocked.Entry.Event).Report, Does.Contain("3 children deep").And.Contain("FactorialWorkflow").And.Contain(blocked.RunId));
        Assert.That(await host.Client.ListRunsAsync(), Has.Count.EqualTo(4));
        await host.StopAsync();

        host = await StartHostAsync(o => o.ChildDepthMax = 5);
        await host.Client.ResumeAsync(blocked.RunId);

        Assert.That(await host.Client.GetHandle<long>(run.RunId).ResultAsync().Soon(), Is.EqualTo(720));
    }

    [Test]
    public async Task Failure_of_a_child_arrives_as_itself_where_it_is_caught_by_name_and_wrapped_elsewhere()
    {
        var host = await StartHostAsync();
        var known = await host.Client.StartCarefulWorkflowAsync(-200);
        var unknown = await host.Client.StartCarefulWorkflowAsync(-1);

        Assert.That(await known.ResultAsync().Soon(), Is.EqualTo("caught -200 is too small"));
        Assert.That(await unknown.ResultAsync().Soon(), Does.StartWith($"Failed {typeof(StepFailedException).FullName}").And.Contain("-1 is negative").And.EndWith("DoubleWorkflow#1"));
    }

    [Test]
    public async Task Workflows_of_one_class_call_each_other_the_private_and_the_static_too()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTourAsync("leg");

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("leg1 leg2 home"));
        var started = (await EventsAsync(host, run.RunId)).Select(entry => entry.Event).OfType<ChildStarted>();
        Assert.That(started.Select(e => e.Id), Is.EqualTo(["Leg#1", "Leg#2", "Home#1"]));
    }

    [Test]
    public async Task Child_that_is_cancelled_or_terminated_says_so_to_its_parent()
    {
        var host = await StartHostAsync();
        var canceled = await host.Client.StartHolderWorkflowAsync("a");
        var terminated = await host.Client.StartHolderWorkflowAsync("b");

        await host.Client.CancelAsync((await Probe.Event<ChildStarted>(canceled.RunId)).RunId, "not this one");
        await host.Client.TerminateAsync((await Probe.Event<ChildStarted>(terminated.RunId)).RunId, "nor this one");

        Assert.That(await canceled.ResultAsync().Soon(), Is.EqualTo("Canceled not this one"));
        Assert.That(await terminated.ResultAsync().Soon(), Is.EqualTo("Terminated nor this one"));
        Assert.That(Journal.Lines, Is.EqualTo(["clean a"]));
    }

    [Test]
    public async Task Child_that_continues_as_new_ends_with_the_last_of_its_chain()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartHolderWorkflowAsync("a");
        var child = host.Client.GetHandle((await Probe.Event<ChildStarted>(run.RunId)).RunId);

        await child.SignalAsync("word", "again");
        await Probe.Event<ContinuedAsNew>(child.RunId);
        await child.SignalAsync("word", "last");

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("a+ last"));
        Assert.That(await host.Client.ListRunsAsync(new() { ParentRunId = run.RunId }), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Parent_shows_in_its_graph_which_child_it_waits_for()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartHolderWorkflowAsync("a");
        var child = await Probe.Event<ChildStarted>(run.RunId);

        var position = await host.Client.GetPositionAsync(run.RunId);

        Assert.That(position.Open.Select(state => (state.Id, state.Kind)), Is.EqualTo([(child.Id, WorkflowStateKind.Child)]));
        Assert.That(position.Graph.ToMermaid(position), Does.Contain($"[[\"{child.Id}\"]]"));
        var state = await host.Client.ReplayToAsync(run.RunId, 2);
        Assert.That((state.Status, state.Pending.Single().Kind, state.Pending.Single().Id), Is.EqualTo((RunStatus.Waiting, "child", child.Id)));
    }

    [Test]
    public async Task Paused_parent_keeps_the_end_of_its_child_until_it_goes_on()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartHolderWorkflowAsync("a");
        var child = (await Probe.Event<ChildStarted>(run.RunId)).RunId;
        await run.PauseAsync();
        await Probe.Event<Paused>(run.RunId);

        await host.Client.SignalAsync(child, "word", "hello");
        await Probe.Event<ChildCompleted>(run.RunId);
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Paused));

        await run.ResumeAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("a hello"));
    }

    [Test]
    public async Task Fork_of_a_parent_starts_the_child_anew_that_ran_at_the_cut()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartHolderWorkflowAsync("a");
        var child = (await Probe.Event<ChildStarted>(run.RunId)).RunId;
        var cut = (await EventsAsync(host, run.RunId)).Single(entry => entry.Event is ChildStarted).Sequence;

        var fork = await host.Client.ForkAsync(run.RunId, cut);
        var own = (await Probe.Event<ChildStarted>(fork.RunId)).RunId;
        await host.Client.SignalAsync(child, "word", "origin");
        await host.Client.SignalAsync(own, "word", "fork");

        Assert.That(own, Is.Not.EqualTo(child));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("a origin"));
        Assert.That(await host.Client.GetHandle<string>(fork.RunId).ResultAsync().Soon(), Is.EqualTo("a fork"));
    }

    [Test]
    public async Task Fork_of_a_child_tells_its_parent_nothing()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartHolderWorkflowAsync("a");
        var child = (await Probe.Event<ChildStarted>(run.RunId)).RunId;

        var fork = await host.Client.ForkAsync(child, 1);
        await fork.SignalAsync("word", "fork");
        Assert.That(await host.Client.GetHandle<string>(fork.RunId).ResultAsync().Soon(), Is.EqualTo("a fork"));
        await host.Client.SignalAsync(child, "word", "child");

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("a child"));
        Assert.That((await fork.GetRunAsync()).ParentRunId, Is.EqualTo(run.RunId));
    }

    [Test]
    public async Task Purge_takes_children_that_have_ended_and_their_parent_goes_on()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartHolderWorkflowAsync("a");
        var child = host.Client.GetHandle((await Probe.Event<ChildStarted>(run.RunId)).RunId);
        await run.PauseAsync();
        await Probe.Event<Paused>(run.RunId);
        await child.SignalAsync("word", "hello");
        await child.WaitAsync().Soon();

        Assert.That(await host.Client.PurgeAsync(TimeSpan.Zero), Is.EqualTo(1));
        await run.ResumeAsync();

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("a hello"));
    }
}
