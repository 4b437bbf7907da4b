using System.Text.Json;
using DurableSdk.Errors;
using DurableSdk.Storage;

namespace DurableSdk.Events;

/// <summary>Turns events into what a store keeps, and back. The body is JSON: a person with a database shell can read it.</summary>
internal static class EventCodec
{
    /// <summary>The format that is written. Every format that was ever written stays readable.</summary>
    public const int Format = 1;

    public static StoredEvent Encode(string runId, LogEntry entry)
    {
        var kind = EventBody.KindOf(entry.Event);
        var body = EventBody.Write(entry.Event);
        var checksum = EventChecksum.Compute(runId, entry.Sequence, kind, Format, body.Span);
        return new StoredEvent(entry.Sequence, kind, Format, entry.At, body, checksum);
    }

    /// <exception cref="DurableException">DS1006: the event is damaged or of a format that this program doesn't know.</exception>
    public static LogEntry Decode(string runId, StoredEvent stored)
    {
        if (stored.Checksum != EventChecksum.Compute(runId, stored.Sequence, stored.Kind, stored.Format, stored.Body.Span))
            throw LogErrors.Damaged(runId, stored.Sequence, "its checksum doesn't match its content");
        if (stored.Format != Format)
            throw LogErrors.UnknownFormat(runId, stored.Sequence, stored.Format);
        try
        {
            return new LogEntry(stored.Sequence, stored.At, EventBody.Read(stored.Kind, stored.Body));
        }
        catch (NotSupportedException)
        {
            throw LogErrors.UnknownKind(runId, stored.Sequence, stored.Kind);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw LogErrors.Damaged(runId, stored.Sequence, e.Message);
        }
    }

    /// <summary>Decodes a page of a log and checks that it follows on without a gap.</summary>
    public static IEnumerable<LogEntry> DecodeAll(string runId, IReadOnlyList<StoredEvent> page, long afterSequence)
    {
        var expected = afterSequence;
        foreach (var stored in page)
        {
            if (stored.Sequence != ++expected)
                throw LogErrors.Gap(runId, expected, stored.Sequence);
            yield return Decode(runId, stored);
        }
    }
}
