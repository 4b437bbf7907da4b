using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>Messages that the executing program can't read: of a newer version, or encrypted with a key that it lacks.</summary>
public sealed class UnreadableMessageTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)3, 32)];

    [Test]
    public async Task Message_of_an_unknown_kind_blocks_once_and_what_came_after_it_waits_behind_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("");
        await run.SignalAsync("add", 1);
        await Journal.Reached("noted 1").Soon();
        var looks = 0;
        await host.Store.SendAsync(run.RunId, new InboxMessage((InboxKind)99, default, DateTimeOffset.UtcNow), CancellationToken.None);
        var report = ((Blocked)(await Probe.Blocked(run.RunId, "DS2014")).Entry.Event).Report;
        Assert.That(report, Does.Contain("Its kind 99 is unknown").And.Contain($"ResumeAsync(\"{run.RunId}\")"));

        Probe.OnCall = call => looks += call.Operation == StoreOperation.ReadInbox && call.RunId == run.RunId ? 1 : 0;
        for (var i = 0; i < 5; i++)
            Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2), "the others go on");
        Assert.That(looks, Is.LessThan(3), "nobody looks at it again and again");
        Probe.OnCall = null;

        await run.SignalAsync("add", 2);
        await run.ResumeAsync();
        await Probe.Blocked(run.RunId, "DS2014", n: 2);
        Assert.That(Probe.Commits.Count(commit => commit.Entry.Event is Blocked), Is.EqualTo(2), "once, and once more after the resume");
        Assert.That(Journal.Reached("noted 2").IsCompleted, Is.False, "it came later");
        await run.TerminateAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Message_with_a_missing_key_blocks_and_the_run_goes_on_with_it(bool isNewBuild)
    {
        var aes = new AesGcmPayloadCodec("new", Key);
        Probe.Codec = new EventCodec(new PayloadCodecs([], [aes], 1024));
        var first = await StartHostAsync();
        var run = await first.Client.StartTallyWorkflowAsync("");
        var sender = (await StartHostAsync(o => Encrypt(o).ExecuteRuns = false)).Client.GetTallyWorkflow(run.RunId);
        await sender.SignalAsync("add", 5);
        await sender.SignalAsync("add", 6);
        var report = ((Blocked)(await Probe.Blocked(run.RunId, "DS2014")).Entry.Event).Report;
        Assert.That(report, Does.Contain("(Signal, ").And.Contain("codec aes-gcm/new"));
        await Probe.Released(run.RunId, RunStatus.Blocked);
        await first.StopAsync();

        await StartHostAsync(o => Encrypt(o).Build = isNewBuild ? "new" : "test");
        if (!isNewBuild)
            await sender.ResumeAsync();
        await sender.SignalAsync("add", 0);
        Assert.That(await sender.ResultAsync().Soon(), Is.EqualTo("5 6"), "in their order");
        Assert.That(Probe.Commits.Count(commit => commit.Entry.Event is Blocked), Is.EqualTo(1));
    }

    private static DurableOptions Encrypt(DurableOptions options) => options.UseCodec(new AesGcmPayloadCodec("new", Key));
}
