using System.Text;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

public sealed class SecretException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>A secret passes through everything that is recorded: input, arguments, results, failures and the next run's input.</summary>
public sealed class SecretWorkflow(Journal journal)
{
    public const string Marker = "hunter2";

    /// <summary>Nobody else can name it, so it is never made again, whatever other workflows catch.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "That is the point.")]
    private sealed class UnseenException(string message) : Exception(message);

    [Workflow]
    public async Task<string> RunAsync(string secret, string gate, int rounds)
    {
        var echoed = await EchoAsync(secret);
        try
        {
            await FailAsync(echoed);
        }
        catch (StepFailedException e)
        {
            echoed = e.Failure.Message;
        }

        await Durable.Sleep(TimeSpan.FromMilliseconds(1));
        await GateAsync(gate, echoed, CancellationToken.None);
        return rounds == 0 ? echoed : throw Durable.ContinueAsNew(echoed, gate, rounds - 1);
    }

    [Step]
    private Task<string> EchoAsync(string secret)
    {
        journal.Add("echo");
        return Task.FromResult(secret);
    }

    [Step(MaxAttempts = 2, RetryDelay = "1ms")]
    private Task FailAsync(string secret)
    {
        journal.Add("fail");
        var error = new UnseenException(secret) { Data = { ["secret"] = secret } };
        throw error;
    }

    [Step]
    private async Task GateAsync(string gate, string secret, CancellationToken cancel)
    {
        journal.Reach($"at {gate}");
        await journal.Reached(gate, cancel);
        journal.Add("gate");
    }
}

public sealed class CodecRunTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private const string Secret = $"{SecretWorkflow.Marker} 4111111111111111";

    private static readonly byte[] OldKey = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] NewKey = [.. Enumerable.Repeat((byte)2, 32)];

    private static string LongSecret => $"{Secret} {new string('x', 3000)}";

    [Test]
    public async Task Store_sees_no_payload_and_the_program_sees_them_all()
    {
        var host = await StartEncryptedAsync(OldRing);
        Journal.Reach("gate");
        var run = await host.Client.StartSecretWorkflowAsync(LongSecret, "gate", 1, new() { IdempotencyKey = "key" });
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(LongSecret));
        var fork = await host.Client.ForkAsync(run.RunId, 3);
        Assert.That(await host.Client.GetHandle<string>(fork.RunId).ResultAsync().Soon(), Is.EqualTo(LongSecret));
        var again = await host.Client.StartSecretWorkflowAsync(LongSecret, "gate", 1, new() { IdempotencyKey = "key" });
        Assert.That(again.RunId, Is.EqualTo((await run.GetRunAsync()).NextRunId), "the same input is known by its plain form");

        var log = await EventsAsync(host, run.RunId);
        Assert.That(log.Select(entry => entry.Event).OfType<StepCompleted>().First().Result.ToArray(), Is.EqualTo(Encoding.UTF8.GetBytes($"\"{LongSecret}\"")));
        Assert.That(log.Select(entry => entry.Event).OfType<StepFailed>().Single().Failure.Data["secret"], Is.EqualTo(LongSecret));
        foreach (var one in await host.Client.ListRunsAsync())
        {
            foreach (var stored in await host.Store.ReadEventsAsync(one.RunId, 0, 1000, CancellationToken.None))
                Assert.That(Encoding.UTF8.GetString(stored.Body.Span), Does.Not.Contain(SecretWorkflow.Marker));
        }

        await host.StopAsync();
        if (Kind == StoreKind.Sqlite)
            Assert.That(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(DatabasePath)), Does.Not.Contain(SecretWorkflow.Marker));
    }

    [Test]
    public async Task Crash_between_two_keys_goes_on_with_both()
    {
        var first = await StartEncryptedAsync(OldRing);
        var run = await first.Client.StartSecretWorkflowAsync(LongSecret, "gate", 0);
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        Journal.Reach("gate");

        var second = await StartEncryptedAsync(NewRing);
        Assert.That(await second.Client.GetSecretWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(LongSecret));
        Assert.That(Journal.Count("echo"), Is.EqualTo(1), "what was recorded isn't done again");
        var stored = await second.Store.ReadEventsAsync(run.RunId, 0, 1000, CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(stored[0].Body.Span), Does.Contain("aes-gcm/old,gzip"));
        Assert.That(Encoding.UTF8.GetString(stored[^1].Body.Span), Does.Contain("aes-gcm/new,gzip"));
    }

    [Test]
    public async Task Key_that_is_missing_blocks_and_the_run_goes_on_with_it()
    {
        var first = await StartEncryptedAsync(OldRing);
        var run = await first.Client.StartSecretWorkflowAsync(Secret, "gate", 0);
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        Journal.Reach("gate");

        var second = await StartEncryptedAsync(() => new AesGcmPayloadCodec("new", NewKey));
        var blocked = (Blocked)(await Probe.Blocked(run.RunId, "DS2010")).Entry.Event;
        Assert.That(blocked.Report, Does.Contain("key old of codec aes-gcm"));
        Assert.That((await second.Client.ListRunsAsync()).Single().Status, Is.EqualTo(RunStatus.Blocked), "a list needs no key");
        await RefusedAsync("DS2010", () => EventsAsync(second, run.RunId));
        await RefusedAsync("DS2010", () => second.Client.ForkAsync(run.RunId, 1));
        await second.StopAsync();

        var third = await StartEncryptedAsync(NewRing);
        await third.Client.ResumeAsync(run.RunId);
        Assert.That(await third.Client.GetSecretWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(Secret));
        Assert.That(Journal.Count("echo"), Is.EqualTo(1));
    }

    [Test]
    public async Task Codec_that_is_given_up_still_reads()
    {
        var first = await StartEncryptedAsync(OldRing);
        var run = await first.Client.StartSecretWorkflowAsync(LongSecret, "gate", 0);
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        Journal.Reach("gate");

        var second = await StartHostAsync(o => o.ReadCodec(OldRing()));
        Assert.That(await second.Client.GetSecretWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(LongSecret));
        var last = await second.Store.ReadLastEventAsync(run.RunId, CancellationToken.None);
        Assert.That((last!.Value.Format, Encoding.UTF8.GetString(last.Value.Body.Span)), Is.EqualTo((1, $"{{\"result\":\"{LongSecret}\"}}")));
    }

    [Test]
    public async Task Codec_that_fails_is_tried_again_and_nothing_is_done_twice()
    {
        var broken = false;
        var host = await StartHostAsync(o =>
        {
            Use(o, new FailingCodec { Fails = () => Volatile.Read(ref broken) });
            o.StepStartedAfter = TimeSpan.FromMinutes(1);
        });
        var run = await host.Client.StartSecretWorkflowAsync(Secret, "gate", 0);
        await Journal.Reached("at gate").Soon();
        Volatile.Write(ref broken, true);
        Journal.Reach("gate");
        Assert.That((await Log.Line(16).Soon()).Text, Does.Contain("DS2012").And.Not.Contain("secret"));
        await RefusedAsync("DS2012", () => host.Client.StartSecretWorkflowAsync(Secret, "gate", 0, new() { RunId = "never" }));
        Assert.That(await host.Client.GetRunAsync("never"), Is.Null);

        Volatile.Write(ref broken, false);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(Secret));
        Assert.That((Journal.Count("echo"), Journal.Count("gate")), Is.EqualTo((1, 1)), "what has happened isn't done again");
    }

    [Test]
    public async Task Codec_that_fails_at_the_end_of_a_run_loses_neither_it_nor_the_next()
    {
        var broken = false;
        var host = await StartHostAsync(o => Use(o, new FailingCodec { Fails = () => Volatile.Read(ref broken) }));
        var completed = 0;
        Probe.OnCall = call =>
        {
            // The last step's; what comes next is the end of the run and the beginning of the next one.
            if (call is { Operation: StoreOperation.Append, IsDone: true } && call.Append!.Events.Any(stored => stored.Kind == EventKind.StepCompleted))
                Volatile.Write(ref broken, ++completed == 2);
        };
        Journal.Reach("gate");
        var run = await host.Client.StartSecretWorkflowAsync(Secret, "gate", 1);
        await Log.Line(16).Soon();
        Probe.OnCall = null;
        Volatile.Write(ref broken, false);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(Secret));
        Assert.That((Journal.Count("echo"), Journal.Count("gate")), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Codecs_of_one_name_fail_at_the_start() => await RefusedAsync("DS3015", () => StartHostAsync(o =>
    {
        o.UseCodec(new AesGcmPayloadCodec("a", OldKey));
        o.ReadCodec(new AesGcmPayloadCodec("b", NewKey));
    }));

    private static AesGcmPayloadCodec OldRing() => new("old", OldKey);

    private static AesGcmPayloadCodec NewRing() => new([new("old", OldKey), new("new", NewKey)]);

    private Task<TestHost> StartEncryptedAsync(Func<AesGcmPayloadCodec> aes) => StartHostAsync(o => Use(o, new GzipPayloadCodec(), aes()));

    private void Use(DurableOptions options, params IPayloadCodec[] chain)
    {
        foreach (var codec in chain)
            options.UseCodec(codec);
        Probe.Codec = new EventCodec(new PayloadCodecs(chain, [], options.PayloadBytesMax));
    }
}
