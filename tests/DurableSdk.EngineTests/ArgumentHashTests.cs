using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

public sealed record Card(string Number, int Year);

/// <summary>A step gets a secret that nothing else records. The number stands for one that another build of the program computes in another way.</summary>
public sealed class CardWorkflow(Shape shape, Journal journal)
{
    public const string Secret = "hunter2-4111111111111111";
    public const string Other = "hunter2-4222222222222222";

    [Workflow]
    public async Task<int> RunAsync(string gate) => await ChargeAsync(new Card(shape.IsMended ? Secret : Other, 2030), gate);

    [Step(Arguments = ArgumentRecording.Hash, MaxAttempts = 5, RetryDelay = "1ms")]
    private async Task<int> ChargeAsync(Card card, string gate, CancellationToken cancel = default)
    {
        journal.Add(card.Number == Secret && card.Year == 2030 ? "charge" : "wrong card");
        if (journal.Count("charge") == 1)
            throw new IOException("try again");
        journal.Reach($"at {gate}");
        await journal.Reached(gate, cancel);
        return 7;
    }
}

/// <summary>Steps of whose arguments only a hash is recorded.</summary>
public sealed class ArgumentHashTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Step_gets_its_arguments_in_every_attempt_and_after_a_crash_and_the_log_a_hash(bool hasKey)
    {
        Probe.OnCall = call =>
        {
            foreach (var stored in call.Append?.Events ?? [])
                Assert.That(Encoding.UTF8.GetString(stored.Body.Span), Does.Not.Contain("hunter2").And.Not.Contain("2030"));
        };
        var first = await StartAsync(hasKey ? ["one"] : []);
        var run = await first.Client.StartCardWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await Probe.Event<StepAttemptFailed>(run.RunId);
        await first.CrashAsync();

        Journal.Reach("gate");
        var second = await StartAsync(hasKey ? ["one", "two"] : []);
        Assert.That(await second.Client.GetCardWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(7));
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "charge", "charge", "charge" }));
        var recorded = await RecordedAsync(second, run.RunId);
        Assert.That(recorded, Does.Match(hasKey ? "^\\{\"hash\":\"[0-9a-f]{64}\",\"key\":\"one\"\\}$" : "^\\{\"hash\":\"[0-9a-f]{64}\"\\}$"));
        Probe.OnCall = null;
    }

    [Test]
    public async Task Other_arguments_block_with_hashes_only_and_the_run_goes_on_after_the_fix()
    {
        var first = await StartAsync(["one"]);
        var run = await first.Client.StartCardWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        Journal.Reach("gate");

        var second = await StartAsync(["one"], isMended: false);
        var report = ((Blocked)(await Probe.Blocked(run.RunId, "DS1001")).Entry.Event).Report;
        Assert.That(report, Does.Contain("ChargeAsync#1").And.Contain("with arguments of hash").And.Not.Contain("hunter2"));
        await second.StopAsync();

        var third = await StartAsync(["one"], build: "mended");
        Assert.That(await third.Client.GetCardWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(7));
        Assert.That(Journal.Count("wrong card"), Is.Zero);
    }

    [Test]
    public async Task Missing_key_blocks_and_the_run_goes_on_with_it()
    {
        var first = await StartAsync(["one"]);
        var run = await first.Client.StartCardWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        Journal.Reach("gate");

        var second = await StartAsync(["two"]);
        await Probe.Blocked(run.RunId, "DS1031");
        await second.StopAsync();

        var third = await StartAsync(["one", "two"]);
        await third.Client.ResumeAsync(run.RunId);
        Assert.That(await third.Client.GetCardWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(7));
    }

    [Test]
    public async Task Equal_arguments_of_two_runs_have_different_hashes_and_a_fork_goes_on_with_its_own()
    {
        var host = await StartAsync([]);
        Journal.Reach("gate");
        var one = await host.Client.StartCardWorkflowAsync("gate");
        await one.ResultAsync().Soon();
        var two = await host.Client.StartCardWorkflowAsync("gate");
        await two.ResultAsync().Soon();
        Assert.That(await RecordedAsync(host, one.RunId), Is.Not.EqualTo(await RecordedAsync(host, two.RunId)));

        var fork = await host.Client.ForkAsync(one.RunId, 2);
        Assert.That(await host.Client.GetHandle<int>(fork.RunId).ResultAsync().Soon(), Is.EqualTo(7));
        Assert.That(await RecordedAsync(host, fork.RunId), Is.EqualTo(await RecordedAsync(host, one.RunId)), "its events are those of its origin, and its seed too");
        Assert.That((await host.Client.ReplayToAsync(one.RunId, 2)).Pending.Single().Id, Is.EqualTo("ChargeAsync#1"));
    }

    [TestCase("", 32)]
    [TestCase("a/b", 32)]
    [TestCase("one", 15)]
    public void Key_that_cannot_be_used_is_refused(string id, int bytes)
    {
        var error = Assert.ThrowsAsync<DurableException>(() => StartHostAsync(o => o.UseArgumentHashKeys([new(id, new byte[bytes])])));
        Assert.That(error!.Code, Is.EqualTo("DS3016"));
    }

    [Test]
    public void Ring_without_keys_or_with_two_of_one_id_is_refused()
    {
        KeyValuePair<string, byte[]> key = new("one", new byte[32]);
        Assert.That(Assert.ThrowsAsync<DurableException>(() => StartHostAsync(o => o.UseArgumentHashKeys([])))!.Code, Is.EqualTo("DS3016"));
        Assert.That(Assert.ThrowsAsync<DurableException>(() => StartHostAsync(o => o.UseArgumentHashKeys([key, key])))!.Code, Is.EqualTo("DS3016"));
    }

    private Task<TestHost> StartAsync(string[] keys, bool isMended = true, string build = "test") => StartHostAsync(o =>
    {
        o.Build = build;
        o.Services.AddSingleton(new Shape(isMended));
        if (keys.Length > 0)
            o.UseArgumentHashKeys(keys.Select(id => KeyValuePair.Create(id, Encoding.UTF8.GetBytes(id.PadRight(32, '.')))));
    });

    private static async Task<string> RecordedAsync(TestHost host, string runId)
    {
        var steps = (await EventsAsync(host, runId)).Select(entry => entry.Event).OfType<StepEvent>();
        return Encoding.UTF8.GetString(steps.First().Arguments!.Value.Span);
    }
}
