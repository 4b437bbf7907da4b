using DurableSdk.Events;
using DurableSdk.Storage;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class EventChecksumTests
{
    private const string RunId = "run-1";

    private static readonly StoredEvent Stored = Encode(3, new StepCompleted("A#1", 1, "Order.cs:21", "[1]"u8.ToArray(), "\"a result\""u8.ToArray()));

    [Test]
    public void Flipped_bit_anywhere_is_noticed()
    {
        for (var i = 0; i < Stored.Body.Length * 8; i++)
        {
            var body = Stored.Body.ToArray();
            body[i / 8] ^= (byte)(1 << (i % 8));
            AssertDamaged(RunId, Stored with { Body = body });
        }
    }

    [Test]
    public void Byte_more_or_less_is_noticed() => Assert.Multiple(() =>
    {
        AssertDamaged(RunId, Stored with { Body = Stored.Body[..^1] });
        AssertDamaged(RunId, Stored with { Body = Stored.Body[1..] });
        AssertDamaged(RunId, Stored with { Body = (byte[])[.. Stored.Body.Span, 0] });
        AssertDamaged(RunId, Stored with { Body = default });
    });

    [Test]
    public void Event_of_another_place_run_kind_or_format_is_noticed() => Assert.Multiple(() =>
    {
        AssertDamaged(RunId, Stored with { Sequence = 4 });
        AssertDamaged("run-2", Stored);
        AssertDamaged(RunId, Stored with { Kind = EventKind.StepStarted });
        AssertDamaged(RunId, Stored with { Format = 2 });
        AssertDamaged(RunId, Stored with { Checksum = Stored.Checksum + 1 });
    });

    [Test]
    public void Swapped_events_are_noticed()
    {
        var other = Encode(4, new TimerFired("S#1"));

        AssertDamaged(RunId, other with { Sequence = 3 });
        AssertDamaged(RunId, Stored with { Sequence = 4 });
    }

    [Test]
    public void Page_that_follows_on_is_read()
    {
        var page = new[] { Stored, Encode(4, new TimerFired("S#1")) };

        Assert.That(EventCodec.Plain.DecodeAll(RunId, page, afterSequence: 2).Select(entry => entry.Sequence), Is.EqualTo([3, 4]));
        Assert.That(EventCodec.Plain.DecodeAll(RunId, [], afterSequence: 2), Is.Empty);
    }

    [TestCase(0, 1)]
    [TestCase(1, 2)]
    public void Gap_before_a_page_is_noticed(long after, long missing) =>
        Assert.That(
            () => EventCodec.Plain.DecodeAll(RunId, [Stored], after).ToList(),
            Throws.TypeOf<DurableException>().With.Message.EqualTo(
                $"DS1006: Run run-1 has no event {missing}; event 3 follows. Rows of its log were deleted. "
                + "The run is left as it is; restore the file from a backup. docs/errors/DS1006.md"));

    [Test]
    public void Gap_or_repetition_within_a_page_is_noticed() => Assert.Multiple(() =>
    {
        Assert.That(() => EventCodec.Plain.DecodeAll(RunId, [Stored, Encode(5, new Resumed())], 2).ToList(), Throws.TypeOf<DurableException>());
        Assert.That(() => EventCodec.Plain.DecodeAll(RunId, [Stored, Stored], 2).ToList(), Throws.TypeOf<DurableException>());
    });

    private static StoredEvent Encode(long sequence, RunEvent e) => EventCodec.Plain.Encode(RunId, new LogEntry(sequence, CoreHarness.Epoch, e));

    private static void AssertDamaged(string runId, StoredEvent stored) =>
        Assert.That(
            () => EventCodec.Plain.Decode(runId, stored),
            Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1006").And.Message.Contains("its checksum doesn't match its content"));
}
