using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Updates: called at their place in the log, answered once; queries and validators only look.</summary>
public sealed class UpdateTests
{
    [Test]
    public void Update_is_answered_when_its_method_has_ended_and_may_do_steps()
    {
        var sum = 0;
        using var run = CoreHarness.Start(Taking(
            async () =>
            {
                sum = 0;
                return await Flow.Signal<int>("go") + sum;
            },
            async value => sum += value + await Flow.Step("A")));

        run.Gives().Update("u1", "add", 1).Gives("execute A#1");
        run.Complete("A#1", 5).Gives("update u1 gives 6");
        run.EndUpdate("u1").Gives();
        run.Signal("go", 10).Ends("completed 16");
    }

    [Test]
    public void What_a_method_throws_is_its_updates_outcome_and_the_run_goes_on()
    {
        using var run = CoreHarness.Start(Taking(() => Flow.Signal<int>("go"), _ => throw new InvalidOperationException("broken")));

        run.Gives().Update("u1", "add", 1).Gives("update u1 failed System.InvalidOperationException: broken");
        run.EndUpdate("u1").Gives();
        run.Signal("go", 2).Ends("completed 2");
    }

    [Test]
    public void Update_that_ends_the_run_is_answered_before_the_end()
    {
        var done = new TaskCompletionSource<int>();
        using var run = CoreHarness.Start(
            Taking(
                () => (done = new TaskCompletionSource<int>()).Task,
                value =>
                {
                    done.SetResult(value);
                    return Task.FromResult(value);
                }),
            new() { IsEvictedToo = false });

        run.Gives().Update("u1", "add", 3).Gives("update u1 gives 3", "completed 3");
        run.EndUpdate("u1").Gives();
        run.RecordEnd();
    }

    [Test]
    public void Updates_answers_are_asked_for_in_the_order_of_their_ends()
    {
        using var run = CoreHarness.Start(Taking(() => Flow.Signal<int>("go"), async value => value == 1 ? await Flow.Step("A") : value));

        run.Gives().Update("u1", "add", 1).Gives("execute A#1");
        run.Update("u2", "add", 2).Gives("update u2 gives 2");
        run.EndUpdate("u2").Gives();
        run.Complete("A#1", 9).Gives("update u1 gives 9");
        run.EndUpdate("u1").Gives();
        run.Signal("go", 0).Ends("completed 0");
    }

    [Test]
    public void Method_that_was_removed_or_ends_later_than_recorded_blocks()
    {
        using var run = CoreHarness.Start(Taking(() => Flow.Signal<int>("go"), Task.FromResult));
        run.Gives().Update("u1", "add", 1).Gives("update u1 gives 1");
        run.EndUpdate("u1").Gives();

        using var removed = run.Replay(TestWorkflow.Of(() => Flow.Signal<int>("go")));
        Assert.That(((BlockRun)removed.TakeCommands().Single()).Error.Message, Does.StartWith("DS1001").And.Contain("no [Update] method of that name"));
        using var longer = run.Replay(Taking(() => Flow.Signal<int>("go"), value => Flow.Step("A", value)));
        Assert.That(((BlockRun)longer.TakeCommands().Single()).Error.Message, Does.StartWith("DS1001").And.Contain("the end of update u1").And.Contain("step A#1"));
    }

    [Test]
    public void Validator_only_looks_and_says_no_by_text_or_exception()
    {
        using var run = CoreHarness.Start(Taking(
            () => Flow.Signal<int>("go"),
            Task.FromResult,
            value => value switch
            {
                1 => null,
                2 => "not two",
                3 => throw new ArgumentException("not three"),
                _ => $"{Flow.Step("A").Id}",
            }));

        run.Gives();
        Assert.That(WhyRefused(run, "add", 1), Is.Null);
        Assert.That(WhyRefused(run, "add", 2), Is.EqualTo("not two"));
        Assert.That(WhyRefused(run, "add", 3), Is.EqualTo("not three"));
        Assert.That(WhyRefused(run, "add", 4), Does.StartWith("DS1034").And.Contain("the validation of update add called A#1"));
        Assert.That(WhyRefused(run, "sub", 1), Does.Contain("takes no such update"));
        Assert.That(run.Core.TakeCommands(), Is.Empty);
        run.Signal("go", 2).Ends("completed 2");
    }

    [Test]
    public void Reading_leaves_the_run_as_it_was()
    {
        using var run = CoreHarness.Start(() => Flow.Signal<int>("go"));

        run.Gives();
        Assert.That(run.Core.Read("query Status", _ => "fine"), Is.EqualTo("fine"));
        Assert.That(() => run.Core.Read("query Status", _ => Durable.NewGuid()), Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1034"));
        Assert.That(() => run.Core.Read<int>("query Status", _ => throw new ArgumentException("own")), Throws.ArgumentException);
        Assert.That(run.Core.TakeCommands(), Is.Empty);
        run.Signal("go", 2).Ends("completed 2");
    }

    private static string? WhyRefused(CoreHarness run, string name, int value) =>
        run.Core.WhyRefused(new UpdateAccepted("u", name, System.Text.Encoding.UTF8.GetBytes($"[{value}]")));

    [Test]
    public void Validator_may_say_no_by_an_exception_whose_message_throws()
    {
        using var run = CoreHarness.Start(Taking(() => Flow.Step("A"), value => Task.FromResult(value), _ => throw new WordlessException()));
        run.Gives("execute A#1");
        Assert.That(WhyRefused(run, "add", 1), Is.EqualTo("(its message can't be read)"));
    }

    private sealed class WordlessException : Exception
    {
        public override string Message => throw new NotSupportedException("no message");
    }

    internal static WorkflowDefinition<ValueTuple, int> Taking(Func<Task<int>> method, Func<int, Task<int>> handle, Func<int, string?>? validate = null) => new(
        "Test", 1, "Test.RunAsync", null, false, ArgumentCodec.None, (_, _, _) => new ValueTask<int>(method()))
    {
        Updates =
        [
            new UpdateDefinition<ValueTuple<int>, int>(
                "add", ArgumentCodec.Of<int>("value"), (_, arguments) => new ValueTask<int>(handle(arguments.Item1)), (_, arguments) => validate?.Invoke(arguments.Item1)),
        ],
    };
}
