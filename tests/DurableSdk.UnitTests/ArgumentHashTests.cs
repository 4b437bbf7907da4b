using System.Text;
using DurableSdk.Events;
using DurableSdk.Payloads;
using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Steps of whose arguments only a hash is recorded.</summary>
public sealed class ArgumentHashTests
{
    private sealed record Card(string Number, int Year);

    private sealed record TurnedCard(int Year, string Number);

    private static readonly ArgumentHashKeys Old = Keys(("old", 1));
    private static readonly ArgumentHashKeys Both = Keys(("old", 1), ("new", 2));

    [Test]
    public void Step_with_hashed_arguments_is_called_with_them_and_records_the_hash_once()
    {
        using var run = CoreHarness.Start(async () => await Flow.Hashed("A", "4111"), new CoreOptions { HashKeys = Old });

        run.Gives("execute A#1");
        Assert.That(Encoding.UTF8.GetString(run.CallOf("A#1").Arguments.Span), Is.EqualTo("[\"4111\"]"));
        run.Started("A#1").FailAttempt("A#1", 1).Gives("execute A#1 attempt 2 at 00:00:01").Complete("A#1").Ends("completed 0");

        Assert.That(Recorded(run, 2), Does.Match("^\\{\"hash\":\"[0-9a-f]{64}\",\"key\":\"old\"\\}$"));
        Assert.That(run.Log.Skip(2).Select(entry => entry.Event).OfType<StepEvent>().Select(e => e.Arguments), Is.All.Null);
    }

    [Test]
    public void Hash_is_made_as_it_always_was()
    {
        Assert.That(HashOf("A", new Card("4111", 2030)), Is.EqualTo("{\"hash\":\"60902c0678eb716b92b91f0bcc7e79e134c38aefa8cbb0031bfa02d4ca2379b4\"}"));
        Assert.That(
            HashOf("A", new Card("4111", 2030), new CoreOptions { HashKeys = Old }),
            Is.EqualTo("{\"hash\":\"0296d0242ecc433a9655e176fbdfed47ca5e259f3a1dd1bd0fa1626e15560191\",\"key\":\"old\"}"));
    }

    [Test]
    public void Equal_arguments_have_another_hash_in_another_run_and_at_another_call() =>
        Assert.That(
            new[] { HashOf("A", 1), HashOf("B", 1), HashOf("A", 2), HashOf("A", 1, new CoreOptions { Seed = 43 }), HashOf("A", 1, new CoreOptions { HashKeys = Keys(("old", 3)) }) },
            Is.Unique);

    [Test]
    public void Hashed_arguments_that_differ_block_with_both_hashes_and_no_value()
    {
        using var run = After(async () => await Flow.Hashed("A", 4111));

        var error = ErrorOf(run, async () => await Flow.Hashed("A", 4222, "Order.cs:30"));

        Assert.That(error.Code, Is.EqualTo("DS1001"));
        Assert.That(error.Message, Does.Match(
            "\n  recorded: step A#1 \\(Flow.cs:1\\) with arguments of hash [0-9a-f]{12}…      now: step A#1 \\(Order.cs:30\\) with arguments of hash [0-9a-f]{12}…\n"));
        Assert.That(error.Message, Does.Not.Contain("4111").And.Not.Contain("4222").And.Contain("Only a hash is recorded"));
    }

    [Test]
    public void Hashed_parameters_that_are_exempt_may_differ()
    {
        using var run = After(async () => await Flow.HashedBut("A", 1, "first"));

        AssertGoesOn(run, async () => await Flow.HashedBut("A", 1, "second"));
        Assert.That(ErrorOf(run, async () => await Flow.HashedBut("A", 2, "first")).Code, Is.EqualTo("DS1001"));
    }

    [Test]
    public void Order_of_members_makes_no_difference()
    {
        using var run = After(async () => await Flow.Hashed("A", new Card("4111", 2030)));

        AssertGoesOn(run, async () => await Flow.Hashed("A", new TurnedCard(2030, "4111")));
    }

    [Test]
    public void Step_may_come_to_be_hashed_and_be_recorded_in_full_again()
    {
        using var full = After(async () => await Flow.Step("A", 4111));
        using var hashed = After(async () => await Flow.Hashed("A", 4111));

        AssertGoesOn(full, async () => await Flow.Hashed("A", 4111));
        AssertGoesOn(hashed, async () => await Flow.Step("A", 4111));
        Assert.That(ErrorOf(full, async () => await Flow.Hashed("A", 1)).Code, Is.EqualTo("DS1001"));
        Assert.That(ErrorOf(hashed, async () => await Flow.Step("A", 1)).Code, Is.EqualTo("DS1001"));
    }

    [Test]
    public void Hash_of_an_older_key_is_recognised_and_one_of_a_missing_key_blocks()
    {
        using var old = After(async () => await Flow.Hashed("A", 1), Old);
        using var both = After(async () => await Flow.Hashed("A", 1), Both);

        Assert.That(Recorded(both, 2), Does.EndWith("\"key\":\"new\"}"));
        AssertGoesOn(old, async () => await Flow.Hashed("A", 1), Both);
        var error = ErrorOf(both, async () => await Flow.Hashed("A", 1), Old);
        Assert.That(error.Code, Is.EqualTo("DS1031"));
        Assert.That(error.Message, Does.Contain("step A#1").And.Contain("key new").And.Contain("UseArgumentHashKeys"));
    }

    [Test]
    public void Compensation_of_hashed_arguments_gets_them_from_the_recorded_result()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.UndoneByHash("A");
            throw new InvalidOperationException("no");
        });

        run.Gives("execute A#1").Complete("A#1", 7).TakeAll();
        run.Begin().TakeAll();
        run.Undo("A#1", "[7]");

        Assert.That(Encoding.UTF8.GetString(run.Log.Select(entry => entry.Event).OfType<CompensationCompleted>().Single().Arguments!.Value.Span), Does.StartWith("{\"hash\":"));
        run.TakeAll();
    }

    private static string HashOf<T>(string name, T argument, CoreOptions? options = null)
    {
        using var run = CoreHarness.Start(async () => await Flow.Hashed(name, argument), options);
        run.TakeAll();
        run.Complete($"{name}#1").TakeAll();
        return Recorded(run, 2);
    }

    private static string Recorded(CoreHarness run, int sequence) => Encoding.UTF8.GetString(((StepEvent)run.Log[sequence - 1].Event).Arguments!.Value.Span);

    private static CoreHarness After(Func<Task> method, ArgumentHashKeys? keys = null)
    {
        var run = CoreHarness.Start(method, new CoreOptions { HashKeys = keys ?? ArgumentHashKeys.None });
        run.TakeAll();
        run.Started("A#1").TakeAll();
        return run;
    }

    private static DurableException ErrorOf(CoreHarness run, Func<Task> changed, ArgumentHashKeys? keys = null)
    {
        using var core = run.Replay(TestWorkflow.Of(changed), keys);
        return core.TakeCommands().Cast<BlockRun>().Single().Error;
    }

    private static void AssertGoesOn(CoreHarness run, Func<Task> changed, ArgumentHashKeys? keys = null)
    {
        using var core = run.Replay(TestWorkflow.Of(changed), keys);
        Assert.That(core.TakeCommands().Select(CommandText.Of), Is.EqualTo(["execute A#1"]));
    }

    private static ArgumentHashKeys Keys(params (string Id, byte Fill)[] keys) =>
        new([.. keys.Select(key => KeyValuePair.Create(key.Id, Enumerable.Repeat(key.Fill, 32).ToArray()))]);
}
