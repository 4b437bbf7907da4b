using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>What the code sends to other runs.</summary>
public sealed class MessageTests
{
    private static readonly DurableException Refused = new("DS1016", "There is no such run.");

    [Test]
    public void Message_is_sent_once_and_the_code_goes_on_when_that_is_recorded()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Send("b", "go", 1);
            await Flow.Send("b", "go", 2);
            return "sent";
        });

        run.Gives("send go [1] to b").Sent("Send-b#1").Gives("send go [2] to b").Sent("Send-b#1[2]").Ends("completed \"sent\"");
    }

    [Test]
    public void Messages_to_several_runs_are_under_way_at_once()
    {
        using var run = CoreHarness.Start(async () => await Task.WhenAll(Flow.Send("b", "go", 1), Flow.Send("c", "go", 2)));

        run.Gives("send go [1] to b", "send go [2] to c").Sent("Send-c#1").Gives();
        run.Sent("Send-b#1").Ends("completed null");
    }

    [Test]
    public void Refusal_reaches_the_code_with_its_code_and_message()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Send("b", "go", 1);
                return "sent";
            }
            catch (DurableException e) when (e.Code == "DS1016")
            {
                return e.Message;
            }
        });

        run.Gives("send go [1] to b").Sent("Send-b#1", Refused).Ends("completed \"DS1016: There is no such run. docs/errors/DS1016.md\"");
    }

    [Test]
    public void Cancelled_run_sends_nothing_that_was_not_sent_but_may_send_in_its_clean_up()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Step("A");
            }
            finally
            {
                await Flow.Send("b", "stopped", 1);
            }
        });

        run.Gives("execute A#1").Cancel().Gives("cancel step A#1", "send stopped [1] to b");
        run.Sent("Send-b#1").Ends("canceled ");
    }

    [TestCase("c", "go", 1)]
    [TestCase("b", "stop", 1)]
    [TestCase("b", "go", 2)]
    public void Other_receiver_name_or_payload_than_recorded_blocks(string to, string name, int payload)
    {
        var (nowTo, nowName, nowPayload) = ("b", "go", 1);
        using var run = CoreHarness.Start(
            async () =>
            {
                await WorkflowSend();
                await Flow.Step("A");
            },
            new CoreOptions { IsEvictedToo = false });
        run.Gives("send go [1] to b").Sent("Send#1").Gives("execute A#1");

        (nowTo, nowName, nowPayload) = (to, name, payload);
        using var replayed = run.Replay(TestWorkflow.Of(async () =>
        {
            await WorkflowSend();
            await Flow.Step("A");
        }));

        Assert.That(replayed.TakeCommands().OfType<Replay.BlockRun>().Single().Error.Code, Is.EqualTo("DS1001"));

        Task WorkflowSend() => CompilerServices.WorkflowScope.Current!.Send(new CompilerServices.CallSite("Send#1", Flow.Source), nowTo, nowName, nowPayload);
    }

    [TestCase("", "go")]
    [TestCase("b", "")]
    [TestCase("b", "g\0o")]
    [TestCase("half", "go")]
    public void Text_that_cannot_be_stored_is_refused_to_the_code(string to, string name)
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                // An attribute can't hold half of a surrogate pair.
                await Flow.Send(to == "half" ? "b\ud800" : to, name, 1);
                return "sent";
            }
            catch (DurableException e)
            {
                return e.Code;
            }
        });

        run.Ends("completed \"DS1018\"");
    }

    [Test]
    public void Condition_may_not_send()
    {
        using var run = CoreHarness.Start(async () => await Flow.Until("Never", () => Flow.Send("b", "go", 1).IsCompleted));

        run.Blocks("DS1015");
    }
}
