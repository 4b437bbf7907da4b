using System.Text;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>
/// Ten thousand changes of what codecs have written: each gives an error with a code, or just the payload that was written. Gzip has bytes that mean nothing, so some of its changes are harmless; of what is
/// encrypted, none is.
/// </summary>
public sealed class CodecFuzzTests
{
    private const string RunId = "run-1";
    private const int PerChain = 3334;

    [Test]
    public void Changed_payload_is_refused_or_read_as_it_was_written([Values("gzip", "aes", "gzip aes")] string chain)
    {
        var codes = Refusals([.. chain.Split(' ').Select(Codec)]);
        Assert.That(codes.Distinct(), Is.EquivalentTo(["DS1006", "DS2010", "DS2011"]));
        Assert.That(PerChain - codes.Count, chain == "gzip" ? Is.InRange(1, PerChain / 4) : Is.LessThan(PerChain / 100));
    }

    /// <summary>So that the test above shows something.</summary>
    [Test]
    public void Codec_that_checks_nothing_is_found() => Assert.That(() => Refusals([new CarelessCodec()]), Throws.InstanceOf<AssertionException>().With.Message.Contains("read as something else"));

    private static List<string> Refusals(IPayloadCodec[] chain)
    {
        var codec = new EventCodec(new PayloadCodecs(chain, [], 100_000));
        var payload = Encoding.UTF8.GetBytes($"[\"{string.Join("\",\"", Enumerable.Range(0, 400))}\"]");
        var codes = new List<string>();
        for (var seed = 0; seed < PerChain; seed++)
        {
            var mutation = new PayloadMutation(RunId, seed);
            var changed = mutation.Mutate(codec.Encode(RunId, new LogEntry(3, DateTimeOffset.UnixEpoch, new StepCompleted("A#1", 1, "a.cs:1", payload, payload))));
            if (Refusal(codec, changed, payload, mutation) is { } code)
                codes.Add(code);
        }

        return codes;
    }

    /// <returns>The code of the error; null where it is read as it was written.</returns>
    private static string? Refusal(EventCodec codec, StoredEvent changed, byte[] payload, PayloadMutation mutation)
    {
        try
        {
            var read = (StepCompleted)codec.Decode(RunId, changed).Event;
            return read.Result.Span.SequenceEqual(payload) && read.Arguments!.Value.Span.SequenceEqual(payload) ? null : throw new AssertionException($"It is read as something else: {mutation}");
        }
        catch (DurableException e)
        {
            return e.Code;
        }
        catch (Exception e) when (e is not AssertionException)
        {
            throw new AssertionException($"{mutation}{Environment.NewLine}{e}");
        }
    }

    private static IPayloadCodec Codec(string name) => name == "gzip" ? new GzipPayloadCodec() : new AesGcmPayloadCodec("k1", [.. Enumerable.Repeat((byte)1, 32)]);

    /// <summary>Takes whatever it gets.</summary>
    private sealed class CarelessCodec : IPayloadCodec
    {
        public string Name => "careless";

        public EncodedPayload? Encode(ReadOnlyMemory<byte> payload, PayloadContext context) => new EncodedPayload(payload);

        public ReadOnlyMemory<byte> Decode(EncodedPayload encoded, PayloadContext context) => encoded.Bytes;
    }
}

/// <summary>A sample of them under the whole worker: each run comes to the end that it would have come to, or is blocked with a code that isn't that of an error of the engine.</summary>
/// <remarks>In memory alone, where a log can be put in place of another.</remarks>
[TestFixture(StoreKind.InMemory, false)]
[TestFixture(StoreKind.InMemory, true)]
public sealed class CodecRunFuzzTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private const int Runs = 200;

    private static string Secret => $"{SecretWorkflow.Marker} {new string('x', 3000)}";

    [TestCase(false)]
    [TestCase(true)]
    public async Task Run_whose_encoded_payloads_were_changed_comes_to_its_end_or_is_blocked(bool encrypts)
    {
        var log = await WriteAsync(encrypts);
        var client = await StartHostAsync(o => Use(o, encrypts, executes: false));
        var changes = new Dictionary<string, string>();
        for (var seed = 0; seed < Runs; seed++)
        {
            var runId = $"fuzz-{seed}";
            await client.Client.StartSecretWorkflowAsync(Secret, "gate", 0, new() { RunId = runId });
            var stored = log.Select(entry => Probe.Codec.Encode(runId, entry)).ToArray();
            var places = Enumerable.Range(0, stored.Length).Where(i => PayloadMutation.CanMutate(stored[i])).ToArray();
            var at = places[seed % places.Length];
            var mutation = new PayloadMutation(runId, seed);
            stored[at] = mutation.Mutate(stored[at]);
            Memory.Runs[runId].Events.Clear();
            Memory.Runs[runId].Events.AddRange(stored);
            changes.Add(runId, mutation.ToString());
        }

        await StartHostAsync(o => Use(o, encrypts, executes: true));
        var blocked = 0;
        foreach (var (runId, change) in changes)
            blocked += await IsBlockedAsync(runId, change) ? 1 : 0;
        Assert.That(blocked, encrypts ? Is.InRange(Runs * 9 / 10, Runs) : Is.InRange(Runs / 2, Runs - 1));
    }

    private async Task<bool> IsBlockedAsync(string runId, string change)
    {
        switch (await EndAsync(runId, change))
        {
            case Blocked blocked:
                Assert.That(blocked.Code, Is.AnyOf("DS1006", "DS2010", "DS2011", "DS2013"), $"{runId}: {blocked.Report}{Environment.NewLine}{change}");
                return true;
            case WorkflowCompleted completed:
                Assert.That(Encoding.UTF8.GetString(completed.Result.Span), Is.EqualTo($"\"{Secret}\""), change);
                return false;
            case var other:
                throw new AssertionException($"{runId} ends by {other}: {change}");
        }
    }

    private async Task<RunEvent> EndAsync(string runId, string change)
    {
        try
        {
            return await Probe.Event<RunEvent>(runId, e => e is Blocked or WorkflowCompleted or WorkflowFailed or WorkflowCanceled);
        }
        catch (TimeoutException)
        {
            throw new AssertionException($"{runId} hangs ({Memory.Runs[runId].Status}): {change}");
        }
    }

    /// <summary>With arguments, results, failures and a step in flight.</summary>
    private async Task<List<LogEntry>> WriteAsync(bool encrypts)
    {
        var host = await StartHostAsync(o => Use(o, encrypts, executes: true));
        await host.Client.StartSecretWorkflowAsync(Secret, "gate", 0, new() { RunId = "base" });
        await Probe.Event<StepStarted>("base", e => e.Id.StartsWith("GateAsync", StringComparison.Ordinal));
        var log = await EventsAsync(host, "base");
        await host.Client.TerminateAsync("base");
        Journal.Reach("gate");
        await host.StopAsync();
        return log;
    }

    private void Use(DurableOptions options, bool encrypts, bool executes)
    {
        IPayloadCodec[] chain = encrypts ? [new GzipPayloadCodec(), new AesGcmPayloadCodec("k1", [.. Enumerable.Repeat((byte)1, 32)])] : [new GzipPayloadCodec()];
        foreach (var codec in chain)
            options.UseCodec(codec);
        options.ExecuteRuns = executes;
        Probe.Codec = new EventCodec(new PayloadCodecs(chain, [], options.PayloadBytesMax));
    }
}
