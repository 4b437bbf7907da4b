using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace DurableSdk.Payloads;

/// <summary>Writers of JSON that are used again and again: a step writes three small payloads, and a new writer would be larger than each. Thread-safe.</summary>
internal sealed class JsonBuffers
{
    private const int KeptMax = 32;
    private const int BytesKeptMax = 64 * 1024;

    private readonly ConcurrentQueue<JsonBuffer> _free = new();

    /// <summary>What is written, in memory of its own.</summary>
    /// <param name="state">What is handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes one value; it may throw, and may write by these buffers itself.</param>
    public ReadOnlyMemory<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = Written(state, write);
        var json = buffer.Bytes.WrittenSpan.ToArray();
        Return(buffer);
        return json;
    }

    /// <summary>What is written, in memory that is used again.</summary>
    /// <param name="state">What is handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes one value; it may throw, and may write by these buffers itself.</param>
    /// <param name="memory">Whose content is of no account any more.</param>
    public ReadOnlyMemory<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> write, ReusedMemory memory)
    {
        var buffer = Written(state, write);
        var json = memory.Take(buffer.Bytes.WrittenSpan);
        Return(buffer);
        return json;
    }

    private JsonBuffer Written<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        if (!_free.TryDequeue(out var buffer))
            buffer = new JsonBuffer();
        write(buffer.Writer, state);
        buffer.Writer.Flush();
        return buffer;
    }

    private void Return(JsonBuffer buffer)
    {
        if (buffer.Bytes.Capacity > BytesKeptMax || _free.Count >= KeptMax)
            return;
        // Cleared, not only begun anew: a codec may keep secret what was written here.
        buffer.Bytes.Clear();
        buffer.Writer.Reset();
        _free.Enqueue(buffer);
    }

    private sealed class JsonBuffer
    {
        public JsonBuffer() => Writer = new Utf8JsonWriter(Bytes, new JsonWriterOptions { SkipValidation = true });

        public ArrayBufferWriter<byte> Bytes { get; } = new(1024);

        public Utf8JsonWriter Writer { get; }
    }
}
