using DurableSdk.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>Says how far it is, before, between and after two steps that pass gates.</summary>
public sealed class TalkingWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string name, int rounds)
    {
        Durable.SetStatus($"begins {name}");
        Durable.SetAttribute("name", name);
        Durable.SetAttribute("begun", Durable.UtcNow);
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                Durable.SetAttribute("round", round);
                await PassAsync(round);
                Durable.SetStatus($"round {round} of {rounds}");
            }

            Durable.SetAttribute("round", null);
            return name;
        }
        finally
        {
            Durable.SetAttribute("over", true);
            Durable.SetStatus("over");
        }
    }

    [Step]
    private async Task PassAsync(int round, CancellationToken cancel = default)
    {
        journal.Add($"round {round}");
        journal.Reach($"at {round}");
        await journal.Reached($"gate {round}", cancel);
    }
}

/// <summary>Asks the store for its own run.</summary>
public sealed class MirrorWorkflow(DurableClient client)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        Durable.SetStatus("first");
        var first = await LookAsync();
        Durable.SetStatus("second");
        Durable.SetAttribute("looks", 2);
        var both = await Task.WhenAll(LookAsync(), LookAsync());
        return $"{first}, {both[0]}, {both[1]}";
    }

    [Step]
    private async Task<string> LookAsync()
    {
        var run = (await client.GetRunAsync(StepContext.Current.RunId))!;
        return $"{run.StatusText} {run.Attributes.Count}";
    }
}

/// <summary>Says too much of itself until it is mended.</summary>
public sealed class WordyWorkflow(Shape shape)
{
    [Workflow]
    public async Task RunAsync(string what)
    {
        Durable.SetStatus(new string('x', shape.IsMended ? 1000 : 1001));
        for (var i = 0; i < (shape.IsMended ? 50 : 51) && what == "many"; i++)
            Durable.SetAttribute($"key {i}", i);
        await SayAsync();
    }

    [Step]
    private static Task SayAsync() => Task.CompletedTask;
}

public sealed class GossipWorkflow
{
    [Workflow]
    public async Task RunAsync(string where)
    {
        if (where == "step")
            await TellAsync();
        if (where == "long")
            Durable.SetStatus(new string('x', 1001));
        if (where == "many")
        {
            for (var i = 0; i < 51; i++)
                Durable.SetAttribute($"key {i}", i);
        }

        if (where == "loop")
        {
            for (var i = 0; i < 20; i++)
            {
                Durable.SetStatus($"{i}");
                await Durable.Sleep(TimeSpan.Zero);
            }
        }

        Durable.SetStatus("done");
    }

    [Step(MaxAttempts = 1)]
    private Task TellAsync()
    {
        Durable.SetStatus("from a step");
        return Task.CompletedTask;
    }
}

public sealed class HeirWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int generation)
    {
        if (generation == 0)
        {
            Durable.SetStatus("inherited");
            Durable.SetAttribute("kept", 1);
            Durable.SetAttribute("gone", 2);
        }

        await Durable.Sleep(TimeSpan.Zero);
        Durable.SetAttribute("gone", null);
        return generation < 2 ? throw Durable.ContinueAsNew(generation + 1) : generation;
    }
}

public sealed class SearchTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Page_behind_a_run_that_is_gone_is_refused_and_not_the_end()
    {
        var host = await StartHostAsync();
        await (await host.Client.StartAddWorkflowAsync(1, 2)).ResultAsync().Soon();
        await RefusedAsync("DS4001", () => host.Client.ListRunsAsync(new() { After = "gone" }));
    }

    [Test]
    public async Task Run_is_found_by_what_it_says_while_it_runs_and_afterwards()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTalkingWorkflowAsync("eu", 2);
        await host.Client.StartTalkingWorkflowAsync("us", 0);
        await Journal.Reached("at 1").Soon();

        var found = (await FindAsync(host, ("name", "eu"), ("round", 1))).Single();
        Assert.That((found.RunId, found.StatusText), Is.EqualTo((run.RunId, "begins eu")));
        Assert.That(await FindAsync(host, ("round", "1")), Is.Empty);
        Journal.Reach("gate 1");
        await Journal.Reached("at 2").Soon();
        Assert.That((await FindAsync(host, ("round", 2))).Single().StatusText, Is.EqualTo("round 1 of 2"));
        Assert.That(await FindAsync(host, ("round", 1)), Is.Empty);
        Journal.Reach("gate 2");
        await run.ResultAsync().Soon();

        var ended = await run.GetRunAsync();
        Assert.That((ended.Status, ended.StatusText), Is.EqualTo((RunStatus.Completed, "over")));
        Assert.That(ended.Attributes.Keys, Is.EquivalentTo(["name", "begun", "over"]));
        Assert.That(await FindAsync(host, ("over", true), ("name", "eu")), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Log_gives_again_what_stands_beside_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTalkingWorkflowAsync("eu", 3, new StartOptions { Attributes = new Dictionary<string, AttributeValue> { ["tenant"] = 7, ["name"] = "none" } });
        for (var round = 1; round <= 3; round++)
            Journal.Reach($"gate {round}");
        await run.ResultAsync().Soon();

        var events = await EventsAsync(host, run.RunId);
        var projection = RunProjection.Of(events.Select(entry => entry.Event))!;
        var record = await run.GetRunAsync();
        Assert.That(record.StatusText, Is.EqualTo("over").And.EqualTo(projection.StatusText));
        Assert.That(record.Attributes, Is.EquivalentTo(projection.Attributes.Where(one => one.Value is not null)));
        Assert.That(record.Attributes["tenant"], Is.EqualTo((AttributeValue)7));
        Assert.That(events.Select(entry => entry.Event).OfType<MarkEvent>().Select(e => e.Id), Is.EqualTo([
            "SetStatus#1", "SetAttribute#1", "SetAttribute#2", "SetAttribute#3", "SetStatus#2", "SetAttribute#3[2]", "SetStatus#2[2]", "SetAttribute#3[3]", "SetStatus#2[3]",
            "SetAttribute#4", "SetAttribute#5", "SetStatus#3",
        ]), "once each, in order");
    }

    [Test]
    public async Task Step_sees_what_was_said_before_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMirrorWorkflowAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("first 0, second 1, second 1"));
    }

    [Test]
    public async Task Crash_loses_nothing_that_was_said_and_says_nothing_twice()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartTalkingWorkflowAsync("eu", 1);
        await Journal.Reached("at 1").Soon();
        await first.CrashAsync();

        var second = await StartHostAsync();
        Assert.That((await FindAsync(second, ("round", 1))).Single().StatusText, Is.EqualTo("begins eu"));
        Journal.Reach("gate 1");
        await second.Client.GetTalkingWorkflow(run.RunId).ResultAsync().Soon();
        Assert.That((await EventsAsync(second, run.RunId)).Select(entry => entry.Event).OfType<MarkEvent>().Select(e => e.Id), Is.Unique.And.Exactly(8).Items);
    }

    [Test]
    public async Task Crash_before_the_first_word_is_on_disk_lets_no_step_begin()
    {
        var first = await StartHostAsync();
        Probe.OnCall = call =>
        {
            if (call is not { Operation: StoreOperation.Append, IsDone: false, Append.Projection: not null })
                return;
            Journal.Reach("the append");
            throw new IOException("the disk is gone");
        };
        var run = await first.Client.StartTalkingWorkflowAsync("eu", 1);
        await Journal.Reached("the append").Soon();
        await first.CrashAsync();
        Assert.That(Journal.Lines, Is.Empty);

        Probe.OnCall = null;
        Journal.Reach("gate 1");
        var second = await StartHostAsync();
        Assert.That(await second.Client.GetTalkingWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo("eu"));
        Assert.That(Journal.Lines, Is.EqualTo(["round 1"]));
    }

    [Test]
    public async Task Cancelled_run_still_says_how_far_it_is()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTalkingWorkflowAsync("eu", 1);
        await Journal.Reached("at 1").Soon();
        await run.CancelAsync("enough");
        Assert.ThrowsAsync<WorkflowCanceledException>(() => run.ResultAsync().Soon());

        var ended = await run.GetRunAsync();
        Assert.That((ended.Status, ended.StatusText), Is.EqualTo((RunStatus.Canceled, "over")));
        Assert.That(ended.Attributes["over"], Is.EqualTo((AttributeValue)true));
    }

    [Test]
    public async Task Next_run_has_what_the_one_before_said()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartHeirWorkflowAsync(0, new StartOptions { Attributes = new Dictionary<string, AttributeValue> { ["tenant"] = "t" } });
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(2));

        var chain = await host.Client.ListRunsAsync(new RunQuery { FirstRunId = run.RunId });
        Assert.That(chain, Has.Count.EqualTo(3));
        Assert.That(chain.Select(link => link.StatusText), Is.All.EqualTo("inherited"));
        Assert.That(chain.Select(link => string.Join(',', link.Attributes.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal))), Is.All.EqualTo("kept=1,tenant=t"));
        Assert.That(await FindAsync(host, ("kept", 1), ("tenant", "t")), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Start_with_the_same_key_keeps_the_attributes_of_the_first()
    {
        var host = await StartHostAsync();
        StartOptions Options(int tenant) => new() { IdempotencyKey = "order-17", Attributes = new Dictionary<string, AttributeValue> { ["tenant"] = tenant } };
        var run = await host.Client.StartTalkingWorkflowAsync("eu", 0, Options(1));
        var again = await host.Client.StartTalkingWorkflowAsync("eu", 0, Options(2));

        Assert.That(again.RunId, Is.EqualTo(run.RunId));
        Assert.That((await run.GetRunAsync()).Attributes["tenant"], Is.EqualTo((AttributeValue)1));
    }

    [Test]
    public async Task Start_with_attributes_that_can_not_be_kept_starts_nothing()
    {
        var host = await StartHostAsync();
        foreach (var (bad, problem) in new (Dictionary<string, AttributeValue>, string)[]
        {
            (new() { [""] = 1 }, "is empty"), (new() { [new string('k', 101)] = 1 }, "101 characters"), (new() { ["key"] = new string('v', 501) }, "501 characters"),
            (new() { ["key"] = null! }, "no value"), (Enumerable.Range(0, 51).ToDictionary(i => $"{i}", i => (AttributeValue)i), "51 attributes"),
        })
        {
            var e = await RefusedAsync("DS4017", () => host.Client.StartTalkingWorkflowAsync("eu", 0, new StartOptions { Attributes = bad }));
            Assert.That(e.Message, Does.Contain(problem).And.Contain("TalkingWorkflow"));
        }

        Assert.That(await host.Client.ListRunsAsync(), Is.Empty);
    }

    [TestCase("long", "DS1020")]
    [TestCase("many", "DS1021")]
    public async Task Run_that_says_too_much_is_blocked_and_nothing_of_it_kept(string where, string code)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartGossipWorkflowAsync(where);
        await Probe.Blocked(run.RunId, code);

        var record = await run.GetRunAsync();
        Assert.That((record.StatusText, record.Attributes.Count), Is.EqualTo(((string?)null, 0)));
    }

    [TestCase("long")]
    [TestCase("many")]
    public async Task Run_that_said_too_much_goes_on_after_the_fix(string what)
    {
        var first = await StartHostAsync(o => o.Services.AddSingleton(new Shape(IsMended: false)));
        var run = await first.Client.StartWordyWorkflowAsync(what);
        await Probe.Blocked(run.RunId, "DS1020");
        await first.StopAsync();

        var second = await StartHostAsync(o => o.Services.AddSingleton(new Shape(IsMended: true)));
        await second.Client.ResumeAsync(run.RunId);
        await second.Client.GetHandle(run.RunId).WaitAsync().Soon();
        var record = (await second.Client.GetRunAsync(run.RunId))!;
        Assert.That((record.StatusText?.Length, record.Attributes.Count), Is.EqualTo((1000, what == "many" ? 50 : 0)));
    }

    [Test]
    public async Task Status_set_in_a_step_or_outside_says_so()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartGossipWorkflowAsync("step");
        var e = Assert.ThrowsAsync<WorkflowFailedException>(() => run.WaitAsync().Soon())!;
        Assert.That(e.Message, Does.Contain("Durable.SetStatus was used outside a workflow").And.Contain("not inside a step"));

        Assert.That(() => Durable.SetStatus("outside"), Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS1007"));
        Assert.That(() => Durable.SetAttribute("key", 1), Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS1007"));
    }

    [Test]
    public async Task What_is_said_counts_for_the_limit_of_the_log_but_not_the_last_words()
    {
        var host = await StartHostAsync(o => o.HistoryEventsMax = 10);
        var loop = await host.Client.StartGossipWorkflowAsync("loop");
        await Probe.Blocked(loop.RunId, "DS1013");

        await host.StopAsync();
        var narrow = await StartHostAsync(o => o.HistoryEventsMax = 1);
        var last = await narrow.Client.StartGossipWorkflowAsync("nothing");
        await last.WaitAsync().Soon();
        Assert.That((await last.GetRunAsync()).StatusText, Is.EqualTo("done"));
    }

    private static Task<IReadOnlyList<RunRecord>> FindAsync(TestHost host, params (string Key, AttributeValue Value)[] attributes) =>
        host.Client.ListRunsAsync(new RunQuery { Attributes = attributes.ToDictionary(one => one.Key, one => one.Value) });
}
