using System.ComponentModel;
using System.Text.Json;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: what the log knows of an exception, to make it again.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FailureContent
{
    private readonly PayloadSerializer _serializer;
    private readonly ReadOnlyMemory<byte>? _properties;

    internal FailureContent(string message, Exception? cause, ReadOnlyMemory<byte>? properties, PayloadSerializer serializer)
    {
        Message = message;
        Cause = cause;
        _properties = properties;
        _serializer = serializer;
    }

    /// <summary>The message.</summary>
    public string Message { get; }

    /// <summary>The cause, made again; null where there was none.</summary>
    public Exception? Cause { get; }

    /// <summary>A recorded property by the name it was written under; the type's default where it is missing.</summary>
    public T Get<T>(string name)
    {
        if (_properties is not { } json)
            return default!;
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = _serializer.DepthMax });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
                return _serializer.ReadElement<T>(ref reader);
            reader.Skip();
        }

        return default!;
    }
}
