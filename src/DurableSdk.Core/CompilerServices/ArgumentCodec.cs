using System.ComponentModel;

namespace DurableSdk.CompilerServices;

/// <summary>
/// For generated code: codecs for up to eight arguments, by their types and the parameters' names. Here once, so that no program
/// compiles its own for each step.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ArgumentCodec
{
    /// <summary>For no arguments.</summary>
    public static ArgumentCodec<ValueTuple> None { get; } = new([], static (_, _, _) => { }, static (ref _, _) => default);

    /// <summary>For one argument.</summary>
    public static ArgumentCodec<ValueTuple<T1>> Of<T1>(string name1) => new(
        [name1],
        static (writer, serializer, arguments) =>
        {
            serializer.WriteElement(writer, arguments.Item1);
        },
        static (ref reader, serializer) =>
            new ValueTuple<T1>(serializer.ReadElement<T1>(ref reader)));

    /// <summary>For two arguments.</summary>
    public static ArgumentCodec<(T1, T2)> Of<T1, T2>(string name1, string name2) => new(
        [name1, name2],
        static (writer, serializer, arguments) =>
        {
            serializer.WriteElement(writer, arguments.Item1);
            serializer.WriteElement(writer, arguments.Item2);
        },
        static (ref reader, serializer) =>
            (serializer.ReadElement<T1>(ref reader),
             serializer.ReadElement<T2>(ref reader)));

    /// <summary>For three arguments.</summary>
    public static ArgumentCodec<(T1, T2, T3)> Of<T1, T2, T3>(string name1, string name2, string name3) => new(
        [name1, name2, name3],
        static (writer, serializer, arguments) =>
        {
            serializer.WriteElement(writer, arguments.Item1);
            serializer.WriteElement(writer, arguments.Item2);
            serializer.WriteElement(writer, arguments.Item3);
        },
        static (ref reader, serializer) =>
            (serializer.ReadElement<T1>(ref reader),
             serializer.ReadElement<T2>(ref reader),
             serializer.ReadElement<T3>(ref reader)));

    /// <summary>For four arguments.</summary>
    public static ArgumentCodec<(T1, T2, T3, T4)> Of<T1, T2, T3, T4>(string name1, string name2, string name3, string name4) => new(
        [name1, name2, name3, name4],
        static (writer, serializer, arguments) =>
        {
            serializer.WriteElement(writer, arguments.Item1);
            serializer.WriteElement(writer, arguments.Item2);
            serializer.WriteElement(writer, arguments.Item3);
            serializer.WriteElement(writer, arguments.Item4);
        },
        static (ref reader, serializer) =>
            (serializer.ReadElement<T1>(ref reader),
             serializer.ReadElement<T2>(ref reader),
             serializer.ReadElement<T3>(ref reader),
             serializer.ReadElement<T4>(ref reader)));

    /// <summary>For five arguments.</summary>
    public static ArgumentCodec<(T1, T2, T3, T4, T5)> Of<T1, T2, T3, T4, T5>(string name1, string name2, string name3, string name4, string name5) => new(
        [name1, name2, name3, name4, name5],
        static (writer, serializer, arguments) =>
        {
            serializer.WriteElement(writer, arguments.Item1);
            serializer.WriteElement(writer, arguments.Item2);
            serializer.WriteElement(writer, arguments.Item3);
            serializer.WriteElement(writer, arguments.Item4);
            serializer.WriteElement(writer, arguments.Item5);
        },
        static (ref reader, serializer) =>
            (serializer.ReadElement<T1>(ref reader),
             serializer.ReadElement<T2>(ref reader),
             serializer.ReadElement<T3>(ref reader),
             serializer.ReadElement<T4>(ref reader),
             serializer.ReadElement<T5>(ref reader)));

    /// <summary>For six arguments.</summary>
    public static ArgumentCodec<(T1, T2, T3, T4, T5, T6)> Of<T1, T2, T3, T4, T5, T6>(string name1, string name2, string name3, string name4, string name5, string name6) => new(
        [name1, name2, name3, name4, name5, name6],
        static (writer, serializer, arguments) =>
        {
            serializer.WriteElement(writer, arguments.Item1);
            serializer.WriteElement(writer, arguments.Item2);
            serializer.WriteElement(writer, arguments.Item3);
            serializer.WriteElement(writer, arguments.Item4);
            serializer.WriteElement(writer, arguments.Item5);
            serializer.WriteElement(writer, arguments.Item6);
        },
        static (ref reader, serializer) =>
            (serializer.ReadElement<T1>(ref reader),
             serializer.ReadElement<T2>(ref reader),
             serializer.ReadElement<T3>(ref reader),
             serializer.ReadElement<T4>(ref reader),
             serializer.ReadElement<T5>(ref reader),
             serializer.ReadElement<T6>(ref reader)));

    /// <summary>For seven arguments.</summary>
    public static ArgumentCodec<(T1, T2, T3, T4, T5, T6, T7)> Of<T1, T2, T3, T4, T5, T6, T7>(string name1, string name2, string name3, string name4, string name5, string name6, string name7) => new(
        [name1, name2, name3, name4, name5, name6, name7],
        static (writer, serializer, arguments) =>
        {
            serializer.WriteElement(writer, arguments.Item1);
            serializer.WriteElement(writer, arguments.Item2);
            serializer.WriteElement(writer, arguments.Item3);
            serializer.WriteElement(writer, arguments.Item4);
            serializer.WriteElement(writer, arguments.Item5);
            serializer.WriteElement(writer, arguments.Item6);
            serializer.WriteElement(writer, arguments.Item7);
        },
        static (ref reader, serializer) =>
            (serializer.ReadElement<T1>(ref reader),
             serializer.ReadElement<T2>(ref reader),
             serializer.ReadElement<T3>(ref reader),
             serializer.ReadElement<T4>(ref reader),
             serializer.ReadElement<T5>(ref reader),
             serializer.ReadElement<T6>(ref reader),
             serializer.ReadElement<T7>(ref reader)));

    /// <summary>For eight arguments.</summary>
    public static ArgumentCodec<(T1, T2, T3, T4, T5, T6, T7, T8)> Of<T1, T2, T3, T4, T5, T6, T7, T8>(string name1, string name2, string name3, string name4, string name5, string name6, string name7, string name8) => new(
        [name1, name2, name3, name4, name5, name6, name7, name8],
        static (writer, serializer, arguments) =>
        {
            serializer.WriteElement(writer, arguments.Item1);
            serializer.WriteElement(writer, arguments.Item2);
            serializer.WriteElement(writer, arguments.Item3);
            serializer.WriteElement(writer, arguments.Item4);
            serializer.WriteElement(writer, arguments.Item5);
            serializer.WriteElement(writer, arguments.Item6);
            serializer.WriteElement(writer, arguments.Item7);
            serializer.WriteElement(writer, arguments.Item8);
        },
        static (ref reader, serializer) =>
            (serializer.ReadElement<T1>(ref reader),
             serializer.ReadElement<T2>(ref reader),
             serializer.ReadElement<T3>(ref reader),
             serializer.ReadElement<T4>(ref reader),
             serializer.ReadElement<T5>(ref reader),
             serializer.ReadElement<T6>(ref reader),
             serializer.ReadElement<T7>(ref reader),
             serializer.ReadElement<T8>(ref reader)));
}
