using System.Security.Cryptography;
using System.Text;
using DurableSdk.Events;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>Codecs by themselves and in an event: what a store gets, and what comes back of it.</summary>
public sealed class CodecTests
{
    private const string RunId = "run-1";

    private static readonly byte[] OldKey = Key(1);
    private static readonly byte[] NewKey = Key(2);

    private static readonly ReadOnlyMemory<byte> Small = "[\"s\"]"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Large = Encoding.UTF8.GetBytes($"[\"{new string('x', 5000)}\"]");

    private static readonly ReadOnlyMemory<byte> LooksEncoded = "{\"$codec\":\"aes-gcm/k1\",\"data\":\"AAAA\"}"u8.ToArray();

    public static IEnumerable<TestCaseData> Chains()
    {
        yield return new TestCaseData((object)Array.Empty<IPayloadCodec>()).SetName("{m}(none)");
        yield return new TestCaseData((object)new IPayloadCodec[] { new GzipPayloadCodec() }).SetName("{m}(gzip)");
        yield return new TestCaseData((object)new IPayloadCodec[] { new AesGcmPayloadCodec("k1", OldKey) }).SetName("{m}(aes)");
        yield return new TestCaseData((object)new IPayloadCodec[] { new GzipPayloadCodec(), new AesGcmPayloadCodec("k1", OldKey) }).SetName("{m}(both)");
    }

    [TestCaseSource(nameof(Chains))]
    public void Event_is_read_as_it_was_written(IPayloadCodec[] chain)
    {
        var codec = Events(chain);
        var deep = Encoding.UTF8.GetBytes($"{new string('[', 2000)}{new string(']', 2000)}");
        foreach (var payload in new[] { Small, Large, LooksEncoded, "null"u8.ToArray(), "{ \"$codec\": 1 }"u8.ToArray(), "\"Grüße, 世界\""u8.ToArray(), deep })
        {
            var read = (StepCompleted)codec.Decode(RunId, codec.Encode(RunId, Entry(new StepCompleted("A#1", 1, "a.cs:1", payload, payload)))).Event;
            Assert.That(read.Result.ToArray(), Is.EqualTo(payload.ToArray()));
            Assert.That(read.Arguments!.Value.ToArray(), Is.EqualTo(payload.ToArray()));
        }
    }

    [TestCaseSource(nameof(Chains))]
    public void Failure_is_read_as_it_was_written(IPayloadCodec[] chain)
    {
        var codec = Events(chain);
        var failure = new Failure
        {
            Types = ["Shop.Declined", "Shop.Problem"],
            Message = new string('m', 2000),
            StackTrace = "   at Shop.Pay()",
            Data = new Dictionary<string, string> { ["order"] = "o-1" },
            Properties = "{\"Code\":51}"u8.ToArray(),
            Cause = new Failure { Types = ["X"], Message = "inner" },
        };

        var read = ((StepFailed)codec.Decode(RunId, codec.Encode(RunId, Entry(new StepFailed("A#1", 1, "", null, failure)))).Event).Failure;

        Assert.That((read.Type, read.Message, read.StackTrace, read.Cause?.Message), Is.EqualTo((failure.Type, failure.Message, failure.StackTrace, "inner")));
        Assert.That(read.Types, Is.EqualTo(failure.Types));
        Assert.That(read.Data, Is.EqualTo(failure.Data));
        Assert.That(Encoding.UTF8.GetString(read.Properties!.Value.Span), Is.EqualTo("{\"Code\":51}"));
    }

    [TestCaseSource(nameof(Chains))]
    public void Message_is_read_as_it_was_written(IPayloadCodec[] chain)
    {
        foreach (var payload in new[] { Small, Large, LooksEncoded })
        {
            var body = Encoding.UTF8.GetBytes($"{{\"name\":\"approve\",\"args\":{Encoding.UTF8.GetString(payload.Span)}}}");
            var stored = Events(chain).EncodeMessage(body);
            Assert.That(Events(chain).DecodeMessage(stored).ToArray(), Is.EqualTo(body));
            Assert.That(Encoding.UTF8.GetString(stored.Span), Does.StartWith("{\"name\":\"approve\",\"args\":"));
        }
    }

    [Test]
    public void Log_without_codecs_is_byte_for_byte_the_plain_one()
    {
        var entry = Entry(new StepCompleted("A#1", 1, "", Large, LooksEncoded));
        var stored = Events().Encode(RunId, entry);

        Assert.That(stored.Format, Is.EqualTo(1));
        Assert.That(Text(stored), Does.EndWith($"\"result\":{Encoding.UTF8.GetString(LooksEncoded.Span)}}}"));
    }

    [Test]
    public void Small_payload_is_not_compressed_and_leaves_the_event_as_it_was()
    {
        var entry = Entry(new StepCompleted("A#1", 1, "", Small, Small));

        var stored = Events(new GzipPayloadCodec()).Encode(RunId, entry);

        Assert.That((stored.Format, Text(stored)), Is.EqualTo((1, Text(Events().Encode(RunId, entry)))));
    }

    [Test]
    public void Large_payload_is_compressed_where_that_helps()
    {
        var codec = Events(new GzipPayloadCodec());
        var random = Encoding.UTF8.GetBytes($"\"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(6000))}\"");
        var stored = codec.Encode(RunId, Entry(new StepCompleted("A#1", 1, "", null, Large)));

        Assert.That(stored.Format, Is.EqualTo(2));
        Assert.That(stored.Body.Length, Is.LessThan(300));
        Assert.That(Text(stored), Does.StartWith("{\"id\":\"A#1\",\"attempt\":1,\"source\":\"\",\"result\":{\"$codec\":\"gzip\",\"data\":\""));
        var context = new PayloadContext("a payload", "here", 1024 * 1024);
        Assert.That(new GzipPayloadCodec().Encode(RandomNumberGenerator.GetBytes(6000), context), Is.Null, "it wouldn't get smaller");
        Assert.That(((StepCompleted)codec.Decode(RunId, codec.Encode(RunId, Entry(new StepCompleted("A#1", 1, "", null, random)))).Event).Result.ToArray(), Is.EqualTo(random));
    }

    [Test]
    public void Compressed_payload_is_read_without_being_told()
    {
        var stored = Events(new GzipPayloadCodec()).Encode(RunId, Entry(new WorkflowCompleted(Large)));
        var reader = new EventCodec(new PayloadCodecs([], [new GzipPayloadCodec()], 100_000));

        Assert.That(((WorkflowCompleted)reader.Decode(RunId, stored).Event).Result.ToArray(), Is.EqualTo(Large.ToArray()));
    }

    [Test]
    public void Payload_that_decompresses_beyond_the_limit_is_refused()
    {
        var stored = Events(new GzipPayloadCodec()).Encode(RunId, Entry(new WorkflowCompleted(Large)));
        var small = new EventCodec(new PayloadCodecs([], [new GzipPayloadCodec()], 4000));

        Assert.That(Refused("DS2013", () => small.Decode(RunId, stored)), Does.Contain("The result in event 3 of run run-1").And.Contain("4,000").And.Contain("PayloadBytesMax"));
    }

    [Test]
    public void Payload_over_the_limit_is_not_compressed_for_it_could_not_be_read()
    {
        var codec = new EventCodec(new PayloadCodecs([new GzipPayloadCodec()], [], 4000));
        var failure = new Failure { Types = ["X"], Message = new string('m', 30_000) };

        Assert.That(((WorkflowFailed)codec.Decode(RunId, codec.Encode(RunId, Entry(new WorkflowFailed(failure)))).Event).Failure.Message, Is.EqualTo(failure.Message));
    }

    [Test]
    public void Encrypted_event_shows_names_and_no_payload()
    {
        var codec = Events(new GzipPayloadCodec(), new AesGcmPayloadCodec("2026-01", OldKey));
        var entry = Entry(new StepCompleted("ChargeAsync#1", 2, "Order.cs:21", "[\"secret\"]"u8.ToArray(), Encoding.UTF8.GetBytes($"\"secret{new string('x', 5000)}\"")));
        var stored = codec.Encode(RunId, entry);

        Assert.That(Text(stored), Does.StartWith("{\"id\":\"ChargeAsync#1\",\"attempt\":2,\"source\":\"Order.cs:21\",\"args\":{\"$codec\":\"aes-gcm/2026-01\",\"data\":\""));
        Assert.That(Text(stored), Does.Contain("\"result\":{\"$codec\":\"aes-gcm/2026-01,gzip\",\"data\":\"").And.Not.Contain("secret"));
        Assert.That(Text(codec.Encode(RunId, entry)), Is.Not.EqualTo(Text(stored)), "a nonce is never used again");
    }

    [Test]
    public void Newest_key_writes_and_every_key_of_the_ring_reads()
    {
        var old = Events(new AesGcmPayloadCodec("k1", OldKey)).Encode(RunId, Entry(new WorkflowCompleted(Small)));
        var ring = Events(new AesGcmPayloadCodec([new("k1", OldKey), new("k2", NewKey)]));
        var written = ring.Encode(RunId, Entry(new WorkflowCompleted(Small)));

        Assert.That(Text(written), Does.Contain("aes-gcm/k2"));
        foreach (var stored in new[] { old, written })
            Assert.That(((WorkflowCompleted)ring.Decode(RunId, stored).Event).Result.ToArray(), Is.EqualTo(Small.ToArray()));
        Assert.That(Refused("DS2010", () => Events(new AesGcmPayloadCodec("k1", OldKey)).Decode(RunId, written)), Does.Contain("key k2 of codec aes-gcm").And.Contain("event 3 of run run-1"));
    }

    [Test]
    public void Codec_that_is_not_configured_is_named()
    {
        var stored = Events(new AesGcmPayloadCodec("k1", OldKey)).Encode(RunId, Entry(new WorkflowCompleted(Small)));

        Assert.That(Refused("DS2010", () => EventCodec.Plain.Decode(RunId, stored)), Does.Contain("codec aes-gcm/k1 wrote it").And.Contain("knows no codec"));
    }

    [Test]
    public void Wrong_key_of_the_right_id_is_an_error_that_names_it()
    {
        var stored = Events(new AesGcmPayloadCodec("k1", OldKey)).Encode(RunId, Entry(new WorkflowCompleted(Small)));

        Assert.That(Refused("DS2011", () => Events(new AesGcmPayloadCodec("k1", NewKey)).Decode(RunId, stored)), Does.Contain("aes-gcm/k1"));
    }

    [TestCase("run-2", 3, "result")]
    [TestCase(RunId, 4, "result")]
    [TestCase(RunId, 3, "args")]
    public void Encrypted_payload_in_another_place_is_refused(string runId, long sequence, string field)
    {
        var codec = Events(new AesGcmPayloadCodec("k1", OldKey));
        var stored = codec.Encode(RunId, Entry(new StepCompleted("A#1", 1, "", Small, Small)));
        var body = Text(stored);
        var (args, result) = (Between(body, "\"args\":", ",\"result\""), Between(body, "\"result\":", "}}") + "}");
        if (field == "args")
            body = body.Replace(result, args, StringComparison.Ordinal);

        Refused("DS2011", () => codec.Decode(runId, Sign(runId, sequence, body)));
    }

    [Test]
    public void Encrypted_payload_with_any_bit_changed_is_refused()
    {
        var codec = new AesGcmPayloadCodec("k1", OldKey);
        var context = new PayloadContext("a payload", "here", 1024);
        var encoded = codec.Encode(Small, context)!.Value;
        for (var bit = 0; bit < encoded.Bytes.Length * 8; bit++)
        {
            var changed = encoded.Bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(() => codec.Decode(encoded with { Bytes = changed }, context), Throws.InstanceOf<CryptographicException>());
        }

        Assert.That(() => codec.Decode(encoded with { Bytes = encoded.Bytes[..20] }, context), Throws.InstanceOf<CryptographicException>());
    }

    [TestCase("{\"result\":{\"$codec\":\"gzip\"}}", "DS1006")]
    [TestCase("{\"result\":{\"$codec\":\"gzip\",\"data\":\"!\"}}", "DS1006")]
    [TestCase("{\"result\":{\"$codec\":5,\"data\":\"AAAA\"}}", "DS1006")]
    [TestCase("{\"result\":{\"$codec\":\"gzip\",\"data\":\"AAAA\"}}", "DS2011")]
    [TestCase("{\"result\":{\"$codec\":\"\",\"data\":\"AAAA\"}}", "DS2011")]
    [TestCase("{\"result\":{\"$codec\":\"no,such\",\"data\":\"AAAA\"}}", "DS2010")]
    [TestCase("", "DS1006")]
    public void Envelope_that_is_damaged_is_refused(string body, string code) => Refused(code, () => Events(new GzipPayloadCodec()).Decode(RunId, Sign(RunId, 3, body)));

    [Test]
    public void Codec_that_fails_says_which_and_not_what()
    {
        var error = Refused("DS2012", () => Events(new FailingCodec()).Encode(RunId, Entry(new WorkflowCompleted(Small))));

        Assert.That(error, Does.Contain("failing").And.Contain("The result in event 3").And.Not.Contain("secret"));
    }

    [Test]
    public void Codecs_of_one_name_and_names_that_cannot_be_recorded_are_refused()
    {
        Assert.That(Refused("DS3015", () => Events(new AesGcmPayloadCodec("a", OldKey), new AesGcmPayloadCodec("b", NewKey))), Does.Contain("aes-gcm"));
        foreach (var name in new[] { "", "a,b", "a/b", "ä", new string('x', 65) })
            Refused("DS3015", () => Events(new FailingCodec { Name = name }));
    }

    [Test]
    public void Keys_that_cannot_be_used_are_refused_and_not_shown()
    {
        var text = Refused("DS3016", () => new AesGcmPayloadCodec("k1", "hunter"u8.ToArray()));
        Assert.That(text, Does.Contain("k1").And.Contain("6 bytes").And.Not.Contain("hunter"));
        Refused("DS3016", () => new AesGcmPayloadCodec("k/1", OldKey));
        Refused("DS3016", () => new AesGcmPayloadCodec([new("k", OldKey), new("k", NewKey)]));
        Refused("DS3016", () => new AesGcmPayloadCodec([]));
    }

    private static EventCodec Events(params IPayloadCodec[] chain) => new(new PayloadCodecs(chain, [], 1024 * 1024));

    private static LogEntry Entry(RunEvent e) => new(3, DateTimeOffset.UnixEpoch, e);

    private static StoredEvent Sign(string runId, long sequence, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new(sequence, EventKind.StepCompleted, 2, DateTimeOffset.UnixEpoch, bytes, EventChecksum.Compute(runId, sequence, EventKind.StepCompleted, 2, bytes));
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string Text(StoredEvent stored) => Encoding.UTF8.GetString(stored.Body.Span);

    private static string Refused(string code, Func<object> call)
    {
        var error = Assert.Throws<DurableException>(() => call())!;
        Assert.That(error.Code, Is.EqualTo(code));
        return error.Message;
    }

    private static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];
}

/// <summary>Can't encode until it is mended.</summary>
internal sealed class FailingCodec : IPayloadCodec
{
    public string Name { get; init; } = "failing";

    public Func<bool> Fails { get; init; } = () => true;

    public EncodedPayload? Encode(ReadOnlyMemory<byte> payload, PayloadContext context) =>
        Fails() ? throw new InvalidOperationException("secret") : new EncodedPayload(payload);

    public ReadOnlyMemory<byte> Decode(EncodedPayload encoded, PayloadContext context) => encoded.Bytes;
}
