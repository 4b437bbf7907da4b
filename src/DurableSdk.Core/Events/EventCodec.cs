using System.Text.Json;
using DurableSdk.Errors;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.Events;

/// <summary>
/// Turns events into what a store keeps, and back. The body is JSON: a person with a database shell can read it, but for the payloads that <see cref="PayloadCodecs"/> take.
/// </summary>
internal sealed class EventCodec(PayloadCodecs codecs)
{
    /// <summary>Payloads stand in the body as they are. Every format that was ever written stays readable.</summary>
    public const int Format = 1;

    /// <summary>Payloads may stand in envelopes.</summary>
    public const int EnvelopeFormat = 2;

    /// <summary>Writes and reads payloads as they are.</summary>
    public static readonly EventCodec Plain = new(PayloadCodecs.None);

    private readonly JsonBuffers _buffers = new();

    /// <exception cref="DurableException">DS2012: a payload can't be encoded.</exception>
    public StoredEvent Encode(string runId, LogEntry entry)
    {
        var body = EventBody.Write(entry.Event, _buffers);
        return !codecs.WritesNothing && EventPayloads.Encode(codecs, BodyPlace.OfEvent(runId, entry.Sequence), body) is { } envelopes
            ? Sign(runId, entry, EnvelopeFormat, envelopes)
            : Sign(runId, entry, Format, body);
    }

    /// <inheritdoc cref="Encode(string, LogEntry)"/>
    /// <remarks>The body stands in memory that is used again, as long as it is small. What a codec is given doesn't: it is the user's, may keep it, and what it is to keep secret must not stay here.</remarks>
    public StoredEvent Encode(string runId, LogEntry entry, ReusedMemory memory) =>
        codecs.WritesNothing ? Sign(runId, entry, Format, EventBody.Write(entry.Event, _buffers, memory)) : Encode(runId, entry);

    private static StoredEvent Sign(string runId, LogEntry entry, int format, ReadOnlyMemory<byte> content)
    {
        var kind = EventBody.KindOf(entry.Event);
        return new(entry.Sequence, kind, format, entry.At, content, EventChecksum.Compute(runId, entry.Sequence, kind, format, content.Span));
    }

    /// <exception cref="DurableException">DS1006: the event is damaged or of a format that this program doesn't know; DS2010, DS2011, DS2013: a payload can't be decoded.</exception>
    public LogEntry Decode(string runId, StoredEvent stored)
    {
        if (DamageOf(runId, stored) is { } damage)
            throw LogErrors.Damaged(runId, stored.Sequence, damage);
        if (stored.Format is not (Format or EnvelopeFormat))
            throw LogErrors.UnknownFormat(runId, stored.Sequence, stored.Format);
        try
        {
            var body = stored.Format == Format ? stored.Body : EventPayloads.Decode(codecs, BodyPlace.OfEvent(runId, stored.Sequence), stored.Body);
            return new LogEntry(stored.Sequence, stored.At, EventBody.Read(stored.Kind, body));
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

    /// <summary>What is wrong with an event as it was read, for people; null where it is as it was written.</summary>
    public static string? DamageOf(string runId, StoredEvent stored) => stored.Damage
        ?? (stored.Checksum == EventChecksum.Compute(runId, stored.Sequence, stored.Kind, stored.Format, stored.Body.Span) ? null : "its checksum doesn't match its content");

    /// <summary>Decodes a page of a log and checks that it follows on without a gap.</summary>
    public IEnumerable<LogEntry> DecodeAll(string runId, IReadOnlyList<StoredEvent> page, long afterSequence)
    {
        var expected = afterSequence;
        foreach (var stored in page)
        {
            if (stored.Sequence != ++expected)
                throw LogErrors.Gap(runId, expected, stored.Sequence);
            yield return Decode(runId, stored);
        }
    }

    /// <summary>The body of a message for an inbox, JSON with its payload in <c>args</c>.</summary>
    /// <exception cref="DurableException">DS2012: the payload can't be encoded.</exception>
    public ReadOnlyMemory<byte> EncodeMessage(ReadOnlyMemory<byte> body) => EventPayloads.Encode(codecs, BodyPlace.OfMessage, body) ?? body;

    /// <summary>The body of a message as it was before <see cref="EncodeMessage"/>.</summary>
    /// <exception cref="DurableException">DS2010, DS2011, DS2013: the payload can't be decoded.</exception>
    public ReadOnlyMemory<byte> DecodeMessage(ReadOnlyMemory<byte> body) => EventPayloads.Decode(codecs, BodyPlace.OfMessage, body);
}
