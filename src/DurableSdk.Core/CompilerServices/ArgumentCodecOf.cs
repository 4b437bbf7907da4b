using System.ComponentModel;
using System.Text.Json;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: writes the arguments as the elements of a JSON array; the array itself is written by the caller.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ArgumentWriter<TArguments>(Utf8JsonWriter writer, PayloadSerializer serializer, TArguments arguments);

/// <summary>
/// For generated code: reads the elements that <see cref="ArgumentWriter{TArguments}"/> wrote, by
/// <see cref="PayloadSerializer.ReadElement{T}(ref Utf8JsonReader)"/>; the array itself is read by the caller.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate TArguments ArgumentReader<TArguments>(ref Utf8JsonReader reader, PayloadSerializer serializer);

/// <summary>For generated code: how the arguments of a step or workflow pass through the serialiser.</summary>
/// <typeparam name="TArguments">A value tuple of the arguments, without the cancellation token: <see cref="ValueTuple"/>,
/// <see cref="ValueTuple{T1}"/>, <c>(string, int)</c> and so on.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArgumentCodec<TArguments>
{
    /// <summary>Makes a codec.</summary>
    /// <param name="names">The parameters' names, in order, for messages.</param>
    /// <param name="write">Writes the elements.</param>
    /// <param name="read">Reads the elements.</param>
    /// <param name="notCompared">Indexes of the parameters that are marked <see cref="NotComparedAttribute"/>.</param>
    public ArgumentCodec(
        IReadOnlyList<string> names, ArgumentWriter<TArguments> write, ArgumentReader<TArguments> read, IReadOnlyList<int>? notCompared = null)
    {
        Names = names;
        Write = write;
        Read = read;
        NotCompared = notCompared ?? [];
    }

    /// <summary>The parameters' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Indexes of the parameters that replay doesn't compare.</summary>
    public IReadOnlyList<int> NotCompared { get; }

    /// <summary>The same without comparing these parameters on replay.</summary>
    /// <param name="parameters">Indexes of the parameters that are marked <see cref="NotComparedAttribute"/>.</param>
    public ArgumentCodec<TArguments> NotComparing(params int[] parameters) => new(Names, Write, Read, parameters);

    /// <summary>The parameters' types.</summary>
    internal IReadOnlyList<Type> Types => field ??= [.. ElementsOf(typeof(TArguments))];

    /// <summary>The parameters for messages, such as <c>String item, Int32 count</c>.</summary>
    internal string Description => string.Join(", ", Names.Zip(Types, (name, type) => $"{type.Name} {name}"));

    internal ArgumentWriter<TArguments> Write { get; }

    internal ArgumentReader<TArguments> Read { get; }

    /// <summary>A long tuple holds its eighth element and the rest in a tuple of their own.</summary>
    private static IEnumerable<Type> ElementsOf(Type tuple) =>
        tuple.GetGenericArguments() is { Length: 8 } long8 ? long8[..7].Concat(ElementsOf(long8[7])) : tuple.GetGenericArguments();
}
