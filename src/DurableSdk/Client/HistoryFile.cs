using System.Buffers;
using System.Text.Json;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>A run's log as a JSON file, with its payloads as they are: what a program exports, and a test replays.</summary>
internal sealed record HistoryFile(string RunId, WorkflowKey Workflow, IReadOnlyList<LogEntry> Log)
{
    private const int Format = 1;

    /// <summary>Whatever a program was told to take as a payload is in it, some levels deeper.</summary>
    private const int DepthMax = 100_000;

    public static async Task WriteAsync(RunRecord run, IAsyncEnumerable<LogEntry> log, Stream file, CancellationToken cancel)
    {
        await using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteNumber("history", Format);
        writer.WriteString("runId", run.RunId);
        writer.WriteString("workflow", run.Workflow);
        writer.WriteNumber("version", run.Version);
        writer.WriteStartArray("events");
        await foreach (var entry in log.WithCancellation(cancel))
        {
            Write(writer, EventCodec.Plain.Encode(run.RunId, entry));
            await writer.FlushAsync(cancel);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">It isn't such a file, or events are missing.</exception>
    /// <exception cref="DurableException">DS1006: an event can't be read.</exception>
    public static async Task<HistoryFile> ReadAsync(Stream file, CancellationToken cancel)
    {
        using var document = await JsonDocument.ParseAsync(file, new JsonDocumentOptions { MaxDepth = DepthMax }, cancel);
        try
        {
            var root = document.RootElement;
            if (root.GetProperty("history").GetInt32() != Format)
                throw new JsonException($"Its format is {root.GetProperty("history")}; this program knows {Format}.");
            var runId = root.GetProperty("runId").GetString()!;
            var events = root.GetProperty("events").EnumerateArray().Select(e => Read(runId, e)).ToList();
            ThrowIfMissing(events);
            var log = events.Select(stored => EventCodec.Plain.Decode(runId, stored)).ToList();
            return new HistoryFile(runId, new WorkflowKey(root.GetProperty("workflow").GetString()!, root.GetProperty("version").GetInt32()), log);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static void ThrowIfMissing(List<StoredEvent> events)
    {
        if (events.Count == 0)
            throw new JsonException("It has no events.");
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Sequence != i + 1)
                throw new JsonException($"Its event {i + 1} is missing; event {events[i].Sequence} follows.");
        }
    }

    private static void Write(Utf8JsonWriter writer, StoredEvent stored)
    {
        writer.WriteStartObject();
        writer.WriteNumber("sequence", stored.Sequence);
        writer.WriteString("at", stored.At);
        writer.WriteString("kind", stored.Kind.ToString());
        writer.WriteNumber("format", stored.Format);
        writer.WritePropertyName("body");
        writer.WriteRawValue(new ReadOnlySequence<byte>(stored.Body), skipInputValidation: true);
        writer.WriteEndObject();
    }

    private static StoredEvent Read(string runId, JsonElement e)
    {
        var (sequence, format) = (e.GetProperty("sequence").GetInt64(), e.GetProperty("format").GetInt32());
        var kind = Enum.Parse<EventKind>(e.GetProperty("kind").GetString()!);
        var body = System.Text.Encoding.UTF8.GetBytes(e.GetProperty("body").GetRawText());
        return new StoredEvent(sequence, kind, format, e.GetProperty("at").GetDateTimeOffset(), body, EventChecksum.Compute(runId, sequence, kind, format, body));
    }
}
