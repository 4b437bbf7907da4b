using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;

namespace DurableSdk.Payloads;

/// <summary>
/// Turns arguments and results into JSON and back. Type information comes from the options' resolvers: the user's contexts
/// first, reflection last. Thread-safe.
/// </summary>
public sealed class PayloadSerializer
{
    /// <summary>The default of <see cref="BytesMax"/>: 4 MiB.</summary>
    public const int DefaultBytesMax = 4 * 1024 * 1024;

    private readonly JsonSerializerOptions _options;
    private readonly JsonBuffers _buffers = new();
    private PayloadSerializer? _strict;

    /// <summary>Makes a serialiser.</summary>
    /// <param name="options">How values are written; becomes read-only.</param>
    /// <param name="bytesMax">The largest payload, in bytes.</param>
    public PayloadSerializer(JsonSerializerOptions options, int bytesMax = DefaultBytesMax)
    {
        _options = options;
        _options.MakeReadOnly();
        BytesMax = bytesMax;
    }

    /// <summary>The largest payload, in bytes.</summary>
    public int BytesMax { get; }

    /// <summary>
    /// The options that are used unless the user changes them: fields are included (value tuples), infinite and undefined numbers are
    /// allowed, and reflection stands in for types without a context.
    /// </summary>
    public static JsonSerializerOptions CreateOptions() => new(JsonSerializerDefaults.General)
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = JsonSerializer.IsReflectionEnabledByDefault ? ReflectionResolver() : null,
    };

    /// <summary>
    /// For what somebody outside wrote: it reads as this one does, and refuses what leaves out a constructor's parameter that has no default, or gives null where the type takes none. Read by this
    /// one that would be a default on which a workflow acts; but what is recorded is read by this one, and stays readable when a parameter is added.
    /// </summary>
    internal PayloadSerializer Strict => _strict ?? Interlocked.CompareExchange(ref _strict, MakeStrict(), null) ?? _strict;

    /// <summary>How deep the arguments of a call nest at most: as deep as a value may, and the array around them.</summary>
    internal int DepthMax => (_options.MaxDepth == 0 ? 64 : _options.MaxDepth) + 1;

    /// <summary>For generated code: writes one argument.</summary>
    public void WriteElement<T>(Utf8JsonWriter writer, T value) => JsonSerializer.Serialize(writer, value, TypeInfo<T>());

    /// <summary>Writes one argument as the declared type.</summary>
    internal void WriteElement(Utf8JsonWriter writer, object? value, Type type) => JsonSerializer.Serialize(writer, value, _options.GetTypeInfo(type));

    /// <summary>For generated code: moves to the next value and reads it.</summary>
    public T ReadElement<T>(ref Utf8JsonReader reader)
    {
        reader.Read();
        return JsonSerializer.Deserialize(ref reader, TypeInfo<T>())!;
    }

    /// <summary>Serialises a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for the message, such as <c>the result of step ChargeAsync#1</c>.</param>
    /// <exception cref="DurableException">DS2001: it can't be serialised; DS2002: it is over the limit.</exception>
    public ReadOnlyMemory<byte> Serialize<T>(T value, string what) => Serialize(value, new PayloadName(what));

    /// <inheritdoc cref="Serialize{T}(T, string)"/>
    internal ReadOnlyMemory<byte> Serialize<T>(T value, PayloadName what)
    {
        if (typeof(T) == typeof(Unit))
            return PayloadJson.Null;
        return Write(what, (this, value), static (writer, s) => s.Item1.WriteElement(writer, s.value));
    }

    /// <summary>Reads what <see cref="Serialize{T}(T, string)"/> wrote.</summary>
    /// <param name="json">The payload.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="DurableException">DS1005: it doesn't fit the type any more.</exception>
    public T Deserialize<T>(ReadOnlyMemory<byte> json, string what) => Deserialize<T>(json, new PayloadName(what));

    /// <inheritdoc cref="Deserialize{T}(ReadOnlyMemory{byte}, string)"/>
    internal T Deserialize<T>(ReadOnlyMemory<byte> json, PayloadName what)
    {
        if (typeof(T) == typeof(Unit))
            return default!;
        try
        {
            return JsonSerializer.Deserialize(json.Span, TypeInfo<T>())!;
        }
        catch (Exception e)
        {
            // Whatever it is: the constructors and converters that run here are the user's.
            throw PayloadErrors.CannotDeserialize(what.ToString(), typeof(T), e);
        }
    }

    internal ReadOnlyMemory<byte> SerializeArguments<TArguments>(ArgumentCodec<TArguments> codec, TArguments arguments, PayloadName what) =>
        Write(what, (this, codec, arguments), static (writer, s) =>
        {
            writer.WriteStartArray();
            s.codec.Write(writer, s.Item1, s.arguments);
            writer.WriteEndArray();
        });

    internal TArguments DeserializeArguments<TArguments>(ArgumentCodec<TArguments> codec, ReadOnlyMemory<byte> json, PayloadName what)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = DepthMax });
            reader.Read();
            return codec.Read(ref reader, this);
        }
        catch (Exception e)
        {
            throw PayloadErrors.CannotDeserialize(what.ToString(), typeof(TArguments), e);
        }
    }

    internal ReadOnlyMemory<byte> Write<TState>(PayloadName what, TState state, Action<Utf8JsonWriter, TState> write)
    {
        ReadOnlyMemory<byte> json;
        try
        {
            json = _buffers.Write(state, write);
        }
        catch (Exception e) when (e is not DurableException)
        {
            throw PayloadErrors.CannotSerialize(what.ToString(), e);
        }

        return json.Length <= BytesMax ? json : throw PayloadErrors.TooLarge(what.ToString(), json.Length, BytesMax);
    }

    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Asked only where reflection is on.")]
    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Asked only where reflection is on.")]
    private static DefaultJsonTypeInfoResolver ReflectionResolver() => new();

    /// <summary>Where a null or a default is left out as this program writes it, also in a hook's link, what is left out must be taken.</summary>
    private PayloadSerializer MakeStrict() => new(
        new JsonSerializerOptions(_options)
        {
            RespectRequiredConstructorParameters = _options.RespectRequiredConstructorParameters || _options.DefaultIgnoreCondition == JsonIgnoreCondition.Never,
            RespectNullableAnnotations = true,
        },
        BytesMax);

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
}
