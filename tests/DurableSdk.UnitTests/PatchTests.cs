using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>A change that runs from before it don't take, from its first day to its last.</summary>
public sealed class PatchTests
{
    [Test]
    public void New_run_takes_the_change_and_records_it_before_what_follows()
    {
        using var run = CoreHarness.Start(Changed);

        run.Gives("execute A#1").Complete("A#1").Gives("patch change", "execute New#1")
            .RecordPatch("change").Gives().Complete("New#1").Gives("execute C#1").Complete("C#1").Ends("completed null");
    }

    [Test]
    public void Run_that_came_further_before_the_change_keeps_the_old_code()
    {
        using var run = CoreHarness.Start(Old);
        run.Gives("execute A#1").Complete("A#1").Gives("execute Old#1").Complete("Old#1").Gives("execute C#1");

        Assert.That(CommandsOf(run, Changed), Is.EqualTo(["execute C#1"]));
    }

    [Test]
    public void Run_that_has_not_come_there_yet_takes_the_change()
    {
        using var run = CoreHarness.Start(Old);
        run.Gives("execute A#1").Started("A#1");

        Assert.That(CommandsOf(run, Changed), Is.EqualTo(["execute A#1"]));
        run.Complete("A#1").Gives("execute Old#1");
        Assert.That(CommandsOf(run, Changed), Is.EqualTo(["patch change", "execute New#1"]), "what it asked for last is not recorded");
    }

    [Test]
    public void What_came_from_outside_says_nothing_of_how_far_the_code_was()
    {
        using var run = CoreHarness.Start(Old);
        run.Gives("execute A#1").Complete("A#1").Gives("execute Old#1").Apply(new Paused(null)).Apply(new Resumed());

        Assert.That(CommandsOf(run, Changed), Is.EqualTo(["patch change", "execute New#1"]));
    }

    [Test]
    public void What_was_asked_for_before_says_nothing_of_how_far_the_code_was()
    {
        using var run = CoreHarness.Start(() => WithParallel(async () => await Flow.Step("Old")));
        run.Gives("execute B#1", "execute A#1").Complete("A#1").Gives("execute Old#1").Complete("B#1");

        Assert.That(CommandsOf(run, TestWorkflow.Of(() => WithParallel(Change))), Is.EqualTo(["patch change", "execute New#1"]));

        run.Complete("Old#1");
        Assert.That(CommandsOf(run, TestWorkflow.Of(() => WithParallel(Change))), Is.EqualTo(["completed null"]));
        run.TakeAll();
    }

    [Test]
    public void Timeout_of_the_workflow_says_nothing_of_how_far_the_code_was()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(async () => await Flow.Step("Old"), TimeSpan.FromHours(1)));
        run.Gives("start Timeout 01:00:00", "execute Old#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");

        Assert.That(CommandsOf(run, TestWorkflow.Of(Change)), Is.EqualTo(["patch change", "execute New#1", "cancel timer Timeout"]), "the limit was taken away as well");
    }

    [Test]
    public void First_answer_holds_for_every_later_pass()
    {
        using var run = CoreHarness.Start(() => Loop(async () => await Flow.Step("Old")));
        run.Gives("execute A#1").Complete("A#1").Gives("execute Old#1").Complete("Old#1").Gives("execute A#1[2]").Complete("A#1[2]").Gives("execute Old#1[2]");

        Assert.That(CommandsOf(run, TestWorkflow.Of(() => Loop(Change))), Is.EqualTo(["execute Old#1[2]"]));
        Assert.That(CommandsOf(run, TestWorkflow.Of(() => Loop(Change, perPass: true))), Is.EqualTo(["patch change-2", "execute New#1"]), "an id for each pass asks anew");
    }

    [Test]
    public void Change_is_recorded_once_however_often_it_is_asked_for()
    {
        using var run = CoreHarness.Start(() => Loop(Change));

        run.Gives("execute A#1").Complete("A#1").Gives("patch change", "execute New#1").RecordPatch("change").Complete("New#1")
            .Gives("execute A#1[2]").Complete("A#1[2]").Gives("execute New#1[2]").Complete("New#1[2]").Ends("completed null");
    }

    [Test]
    public void Change_at_the_end_of_the_method_is_recorded_before_the_end()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            return Durable.Patched("change");
        });

        run.Gives("execute A#1").Complete("A#1").Gives("patch change", "completed true").RecordPatch("change").RecordEnd();
    }

    [Test]
    public void Change_is_recorded_before_a_run_continues_as_new()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            throw Durable.Patched("change") ? Durable.ContinueAsNew([]) : new InvalidOperationException();
        });

        run.Gives("execute A#1").Complete("A#1").Gives("patch change", "continue [] first run-1").RecordPatch("change").RecordEnd();
    }

    [Test]
    public void Run_that_had_ended_does_not_take_a_change_at_its_end()
    {
        using var run = CoreHarness.Start(async () => { await Flow.Step("A"); });
        run.Gives("execute A#1").Complete("A#1").Ends("completed null");

        using var changed = run.Replay(TestWorkflow.Of(async () =>
        {
            await Flow.Step("A");
            if (Durable.Patched("change"))
                await Flow.Step("New");
        }));

        Assert.That(changed.IsFinished);
        Assert.That(changed.TakeCommands(), Is.Empty);
    }

    [Test]
    public void Hook_that_the_log_closes_keeps_a_change_before_its_close_away()
    {
        using var run = CoreHarness.Start(() => AskedAsync(_ => false));
        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Deliver(1).Gives("close Hook#1");
        run.Closed("Hook#1").Gives();

        using var changed = run.Replay(TestWorkflow.Of(() => AskedAsync(Durable.Patched)));

        Assert.That(changed.TakeCommands(), Is.Empty);
    }

    [Test]
    public void Older_change_that_was_recorded_further_on_keeps_a_newer_one_away()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            if (Durable.Patched("older"))
                await Flow.Step("B");
        });
        run.Gives("execute A#1").Complete("A#1").Gives("patch older", "execute B#1").RecordPatch("older");

        Assert.That(CommandsOf(run, TestWorkflow.Of(async () =>
        {
            await Flow.Step("A");
            await Change();
            if (Durable.Patched("older"))
                await Flow.Step("B");
        })), Is.EqualTo(["execute Old#1"]));
    }

    [Test]
    public void Recorded_change_holds_where_the_question_was_moved_to_a_later_line()
    {
        using var run = CoreHarness.Start(Changed);
        run.Gives("execute A#1").Complete("A#1").Gives("patch change", "execute New#1").RecordPatch("change").Complete("New#1").Gives("execute C#1");

        Assert.That(CommandsOf(run, TestWorkflow.Of(async () =>
        {
            await Flow.Step("A");
            await Flow.Step("New");
            if (Durable.Patched("change"))
                await Flow.Step("C");
        })), Is.EqualTo(["execute C#1"]));
    }

    [Test]
    public void Retired_change_leaves_unused_entries_behind()
    {
        using var run = CoreHarness.Start(Changed);
        run.Gives("execute A#1").Complete("A#1").Gives("patch change", "execute New#1").RecordPatch("change");

        Assert.That(CommandsOf(run, TestWorkflow.Of(Retired)), Is.EqualTo(["execute New#1"]));
        run.Complete("New#1").Gives("execute C#1").Complete("C#1").Ends("completed null");
        using var ended = run.Replay(TestWorkflow.Of(Retired));
        Assert.That(ended.IsFinished);
    }

    [Test]
    public void Change_that_is_retired_too_early_blocks_the_runs_that_did_not_take_it()
    {
        using var run = CoreHarness.Start(Old);
        run.Gives("execute A#1").Complete("A#1").Gives("execute Old#1").Complete("Old#1").Gives("execute C#1");

        Assert.That(CommandsOf(run, TestWorkflow.Of(Retired)), Is.EqualTo(["block DS1001"]));
        Assert.That(CommandsOf(run, Changed), Is.EqualTo(["execute C#1"]), "put back, the run goes on");
    }

    [Test]
    public void Wherever_a_run_stands_a_change_at_any_line_blocks_none()
    {
        string[] steps = ["A", "B", "C", "D"];
        foreach (var line in Enumerable.Range(0, steps.Length + 1))
        {
            using var run = CoreHarness.Start(() => Sequence(steps, line, _ => false));
            for (var done = 0; ; done++)
            {
                var commands = CommandsOf(run, TestWorkflow.Of(() => Sequence(steps, line, Durable.Patched)));
                string[] next = done < steps.Length ? [$"execute {steps[done]}#1"] : ["completed null"];
                string[] taken = ["patch change", "execute New#1"];
                Assert.That(commands, Is.EqualTo(done == line && done < steps.Length ? taken : next), $"line {line}, {done} done");
                run.TakeAll();
                if (done == steps.Length)
                    break;
                run.Complete($"{steps[done]}#1");
            }
        }
    }

    [Test]
    public void Core_that_is_asked_in_the_middle_of_a_log_asks_for_its_history_and_does_nothing_more()
    {
        using var run = CoreHarness.Start(Old);
        run.Gives("execute A#1").Complete("A#1").Gives("execute Old#1").Complete("Old#1").Gives("execute C#1");
        using var core = run.BuildFor(TestWorkflow.Of(Changed), history: null);

        foreach (var entry in run.Log)
            core.Apply(entry, isReplay: true);

        Assert.That(core.NeedsHistory);
        Assert.That(core.LastSequence, Is.EqualTo(2));
    }

    [Test]
    public void Core_that_is_not_asked_needs_no_history()
    {
        using var run = CoreHarness.Start(Old);
        run.Gives("execute A#1").Complete("A#1").Gives("execute Old#1");
        using var core = run.BuildFor(TestWorkflow.Of(Old), history: null);

        foreach (var entry in run.Log)
            core.Apply(entry, isReplay: true);

        Assert.That(core.NeedsHistory, Is.False);
    }

    [TestCase(0)]
    [TestCase(201)]
    public void Id_of_another_length_blocks(int length)
    {
        using var run = CoreHarness.Start(async () =>
        {
            if (!Durable.Patched(new string('x', length)))
                await Flow.Step("A");
        });

        Assert.That(run.Blocks("DS1030").Message, Does.StartWith($"DS1030: Test (run-1) asked for Durable.Patched with an id of {length} characters."));
    }

    [Test]
    public void Longest_id_is_taken()
    {
        var id = new string('x', 200);
        using var run = CoreHarness.Start(async () => { await Flow.Step(Durable.Patched(id) ? "New" : "Old"); });

        run.Gives($"patch {id}", "execute New#1").RecordPatch(id).Complete("New#1").Ends("completed null");
    }

    [Test]
    public void Outside_a_workflow_it_throws() =>
        Assert.That(() => Durable.Patched("change"), Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1007"));

    /// <summary>Every event is either of an operation, or known to come from outside or not: a new one must be placed.</summary>
    [TestCaseSource(typeof(EventCodecTests), nameof(EventCodecTests.Events))]
    public void History_knows_every_event(RunEvent e) =>
        Assert.That(() => RunHistory.Of([new LogEntry(1, CoreHarness.Epoch, e)]), Throws.Nothing);

    private static async Task Old()
    {
        await Flow.Step("A");
        await Flow.Step("Old");
        await Flow.Step("C");
    }

    private static async Task Changed()
    {
        await Flow.Step("A");
        await Change();
        await Flow.Step("C");
    }

    private static async Task Retired()
    {
        await Flow.Step("A");
        await Flow.Step("New");
        await Flow.Step("C");
    }

    private static async Task<int> AskedAsync(Predicate<string> isPatched)
    {
        int answer;
        await using (var hook = await Flow.Hook<int>())
        {
            answer = await hook;
            if (isPatched("change"))
                await Flow.Step("New");
        }

        return answer + await Flow.Signal<int>("go");
    }

    private static Task Change() => Change("change");

    private static async Task Change(string id) => await Flow.Step(Durable.Patched(id) ? "New" : "Old");

    private static async Task WithParallel(Func<Task> change)
    {
        var other = Flow.Step("B");
        await Flow.Step("A");
        await change();
        await other;
    }

    private static async Task Loop(Func<Task> body)
    {
        for (var pass = 1; pass <= 2; pass++)
        {
            await Flow.Step("A");
            await body();
        }
    }

    private static async Task Loop(Func<string, Task> body, bool perPass)
    {
        for (var pass = 1; pass <= 2; pass++)
        {
            await Flow.Step("A");
            await body(perPass ? $"change-{pass}" : "change");
        }
    }

    private static async Task Sequence(string[] steps, int line, Predicate<string> isPatched)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (i == line && isPatched("change"))
                await Flow.Step("New");
            await Flow.Step(steps[i]);
        }
    }

    private static string[] CommandsOf(CoreHarness run, Func<Task> method) => CommandsOf(run, TestWorkflow.Of(method));

    private static string[] CommandsOf(CoreHarness run, CompilerServices.WorkflowDefinition definition)
    {
        using var core = run.Replay(definition);
        return [.. core.TakeCommands().Select(CommandText.Of)];
    }
}
