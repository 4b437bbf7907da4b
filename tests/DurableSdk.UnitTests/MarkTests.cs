using DurableSdk.Events;
using DurableSdk.Storage;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class MarkTests
{
    private static readonly string[] Marks = ["status Say#1 begun", "attribute Tag#1 region=eu"];

    [Test]
    public void Marks_are_recorded_in_order_before_what_follows()
    {
        using var run = CoreHarness.Start(async () =>
        {
            Flow.SetStatus("Say", "begun");
            Flow.SetAttribute("Tag", "region", "eu");
            return await Flow.Step("A");
        });

        run.Gives([.. Marks, "execute A#1"]);
        run.Apply(Said("Say#1", "begun")).Apply(Tagged("Tag#1", "region", "eu")).Complete("A#1", 7).Ends("completed 7");
    }

    [Test]
    public void Marks_at_the_end_come_with_it()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            Flow.SetStatus("Say", null);
            Flow.SetAttribute("Tag", "region", null);
        });

        run.Gives("execute A#1").Complete("A#1").Gives("status Say#1 none", "attribute Tag#1 region=none", "completed null");
        run.Apply(Said("Say#1", null)).Apply(Tagged("Tag#1", "region", null));
        run.RecordEnd();
    }

    [Test]
    public void Same_value_again_is_recorded_again()
    {
        using var run = CoreHarness.Start(async () =>
        {
            for (var i = 0; i < 2; i++)
                Flow.SetStatus("Say", "same");
            await Flow.Step("A");
        });

        run.Gives("status Say#1 same", "status Say#1[2] same", "execute A#1");
    }

    [Test]
    public void Cancelled_run_still_says_how_far_it_is()
    {
        using var run = CoreHarness.Start(async () =>
        {
            Flow.SetStatus("Before", "waits");
            try
            {
                await Flow.Sleep("S", 60);
            }
            finally
            {
                Flow.SetStatus("Say", "cleans up");
                await Flow.Step("Clean");
            }
        });

        run.Gives("status Before#1 waits", "start S#1 00:01:00");
        run.Apply(new CancelRequested("why")).Gives("status Say#1 cleans up", "execute Clean#1");
        run.Apply(Said("Before#1", "waits")).Apply(Said("Say#1", "cleans up")).Complete("Clean#1").Ends("canceled why");
    }

    [Test]
    public void Mark_that_waits_for_its_commit_is_no_await_and_hides_none()
    {
        var foreign = new TaskCompletionSource();
        using var run = CoreHarness.Start(async () =>
        {
            Flow.SetStatus("Say", "begun");
            await foreign.Task;
        });

        run.Gives("status Say#1 begun").Apply(Said("Say#1", "begun")).Blocks("DS1002");
    }

    [Test]
    public void Continued_run_gives_its_marks_to_the_next()
    {
        using var run = CoreHarness.Start((
            async Task () =>
            {
                Flow.SetAttribute("Tag", "region", "us");
                Flow.SetAttribute("Untag", "old", null);
                Flow.SetStatus("Say", "goes on");
                await Flow.Step("A");
                throw Durable.ContinueAsNew();
            }), new CoreOptions { Attributes = new Dictionary<string, AttributeValue> { ["region"] = "eu", ["old"] = 1, ["kept"] = true } });

        run.TakeAll();
        run.Apply(Tagged("Tag#1", "region", "us")).Apply(Tagged("Untag#1", "old", null)).Apply(Said("Say#1", "goes on")).Complete("A#1");
        run.Gives("continue [] first run-1 kept=true region=us status goes on");
    }

    [TestCase("other")]
    [TestCase(null)]
    public void Recorded_mark_that_says_something_else_blocks(string? recorded)
    {
        using var run = CoreHarness.Start(async () =>
        {
            Flow.SetStatus("Say", "begun");
            await Flow.Step("A");
        });

        run.TakeAll();
        Assert.That(run.Apply(Said("Say#1", recorded)).Blocks("DS1001").Message, Does.Contain("status Say#1").And.Contain("with other arguments"));
    }

    [Test]
    public void Recorded_attribute_of_another_type_blocks()
    {
        using var run = CoreHarness.Start(async () =>
        {
            Flow.SetAttribute("Tag", "total", 42);
            await Flow.Step("A");
        });

        run.TakeAll();
        run.Apply(Tagged("Tag#1", "total", "42")).Blocks("DS1001");
    }

    [Test]
    public void Mark_that_is_not_said_any_more_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));

        run.TakeAll();
        Assert.That(run.Apply(Said("Say#1", "begun")).Blocks("DS1001").Message, Does.Contain("status Say#1 (Flow.cs:1)"));
    }

    [Test]
    public void Line_may_move()
    {
        using var run = CoreHarness.Start(async () =>
        {
            Flow.SetStatus("Say", "begun", "Flow.cs:99");
            await Flow.Step("A");
        });

        run.TakeAll();
        run.Apply(Said("Say#1", "begun")).Complete("A#1").Ends("completed null");
    }

    [Test]
    public void Mark_that_was_added_before_a_recorded_one_is_passed_over_and_of_another_target_recorded()
    {
        using var run = CoreHarness.Start(async () =>
        {
            Flow.SetStatus("Added", "older");
            Flow.SetAttribute("Tag", "added", 1);
            Flow.SetStatus("Say", "newer");
            await Flow.Step("A");
        }, new CoreOptions { IsEvictedToo = false });

        run.TakeAll();
        run.Apply(Said("Say#1", "newer"));
        using var rebuilt = run.Replay(TestWorkflow.Of(async () =>
        {
            Flow.SetStatus("Added", "older");
            Flow.SetAttribute("Tag", "added", 1);
            Flow.SetStatus("Say", "newer");
            await Flow.Step("A");
        }));
        Assert.That(rebuilt.TakeCommands().Select(CommandText.Of), Is.EqualTo(["attribute Tag#1 added=1", "execute A#1"]));
    }

    [TestCase(1000, null)]
    [TestCase(1001, "1001 characters; 1000 are the most")]
    public void Status_text_has_a_limit(int length, string? problem) => CheckLimit(() => Flow.SetStatus("Say", new string('x', length)), problem);

    [TestCase(1, 500, null)]
    [TestCase(100, 500, null)]
    [TestCase(0, 1, "key of an attribute is empty")]
    [TestCase(101, 1, "the key has 101 characters; 100 are the most")]
    [TestCase(3, 501, "the value of attribute 'kkk' has 501 characters; 500 are the most")]
    public void Attribute_has_limits(int key, int value, string? problem) =>
        CheckLimit(() => Flow.SetAttribute("Tag", new string('k', key), new string('v', value)), problem);

    [Test]
    public void Text_that_no_store_can_keep_blocks()
    {
        CheckLimit(() => Flow.SetStatus("Say", "half \ud83d"), "half of a surrogate pair");
        CheckLimit(() => Flow.SetStatus("Say", "nul \0"), "character 0");
        CheckLimit(() => Flow.SetAttribute("Tag", "a\nb", 1), "control character");
        CheckLimit(() => Flow.SetAttribute("Tag", "a", "\udc4b"), "half of a surrogate pair");
        CheckLimit(() => Flow.SetStatus("Say", "👋🏽\nnext line"), null);
    }

    [Test]
    public void Attributes_are_at_most_fifty()
    {
        using var enough = CoreHarness.Start(async () => await TagAsync(50));
        Assert.That(enough.TakeAll(), Has.Length.EqualTo(51));
        using var same = CoreHarness.Start(async () => await TagAsync(50, again: 0));
        Assert.That(same.TakeAll(), Has.Length.EqualTo(52));

        using var tooMany = CoreHarness.Start(async () => await TagAsync(51));
        Assert.That(tooMany.Blocks("DS1021").Message, Does.Contain("'key-50'"));
    }

    [Test]
    public void Projection_of_a_log_is_the_last_word_on_each()
    {
        RunEvent[] log =
        [
            new WorkflowStarted("Test", 1, "[]"u8.ToArray(), 1) { StatusText = "first", Attributes = new Dictionary<string, AttributeValue> { ["a"] = 1, ["b"] = 2 } },
            Tagged("Tag#1", "a", "x"), Said("Say#1", "second"), Tagged("Tag#2", "b", null), Tagged("Tag#3", "c", 3.5),
        ];

        var projection = RunProjection.Of(log)!;

        Assert.That((projection.SetsStatusText, projection.StatusText), Is.EqualTo((true, "second")));
        Assert.That(projection.Attributes, Is.EquivalentTo(new Dictionary<string, AttributeValue?> { ["a"] = "x", ["b"] = null, ["c"] = 3.5 }));
        Assert.That(RunProjection.Of([Said("Say#1", "x"), Said("Say#2", null)]), Has.Property("SetsStatusText").True.And.Property("StatusText").Null);
        Assert.That(RunProjection.Of([new Resumed(), new WorkflowStarted("Test", 1, "[]"u8.ToArray(), 1)]), Is.Null);
    }

    private static async Task TagAsync(int count, int? again = null)
    {
        for (var i = 0; i < count; i++)
            Flow.SetAttribute("Tag", $"key-{i}", i);
        if (again is { } key)
            Flow.SetAttribute("Tag", $"key-{key}", "other");
        await Flow.Step("A");
    }

    private static void CheckLimit(Action say, string? problem)
    {
        using var run = CoreHarness.Start(async () =>
        {
            say();
            await Flow.Step("A");
        });
        if (problem is null)
            Assert.That(run.TakeAll(), Has.Length.EqualTo(2));
        else
            Assert.That(run.Blocks("DS1020").Message, Does.Contain(problem).And.Contain("run-1"));
    }

    private static StatusSet Said(string id, string? text) => new(id, Flow.Source, text);

    private static AttributesSet Tagged(string id, string key, AttributeValue? value) => new(id, Flow.Source, key, value);
}
