namespace DurableSdk.Payloads;

/// <summary>Arguments that were given as objects, checked against parameters and written as they are.</summary>
internal static class GivenArguments
{
    /// <summary>A lone null, or a lone array of references, was taken by the compiler for the list of the arguments itself.</summary>
    public static object?[] Unwrap(object?[]? given) => given is null ? [null] : given.GetType() == typeof(object[]) ? [.. given] : [given];

    /// <summary>Makes the values fit the parameters where C# would.</summary>
    /// <returns>Why they don't fit; null if they do.</returns>
    public static string? Fit(object?[] values, IReadOnlyList<string> names, IReadOnlyList<Type> types)
    {
        if (values.Length != types.Count)
            return $"{types.Count} are expected";
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryFit(ref values[i], types[i]))
                return $"{names[i]} can't be {values[i]?.GetType().Name ?? "null"}";
        }

        return null;
    }

    /// <exception cref="DurableException">DS2001, DS2002: they can't be written.</exception>
    public static ReadOnlyMemory<byte> Write(PayloadSerializer serializer, object?[] values, IReadOnlyList<Type> types, PayloadName what) =>
        serializer.Write(what, (serializer, types, values), static (writer, s) =>
        {
            writer.WriteStartArray();
            for (var i = 0; i < s.values.Length; i++)
                s.serializer.WriteElement(writer, s.values[i], s.types[i]);
            writer.WriteEndArray();
        });

    private static bool TryFit(ref object? value, Type type)
    {
        if (value is null)
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        return type.IsInstanceOfType(value) || TryWiden(ref value, Nullable.GetUnderlyingType(type) ?? type);
    }

    /// <summary>The conversions of numbers that C# makes by itself, which boxing has hidden from it.</summary>
    private static bool TryWiden(ref object value, Type type)
    {
        // A char widens as the number that it is, which Convert refuses for some types.
        var number = value is char character ? (ushort)character : value;
        if (type.IsEnum || value is Enum || !Widens(Type.GetTypeCode(value.GetType()), Type.GetTypeCode(type)))
            return false;
        value = Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }

    private static bool Widens(TypeCode from, TypeCode to) => from switch
    {
        TypeCode.SByte => to is TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or TypeCode.Single or TypeCode.Double or TypeCode.Decimal,
        TypeCode.Char => to is TypeCode.UInt16 || Widens(TypeCode.UInt16, to),
        TypeCode.Byte => to is TypeCode.Int16 or TypeCode.UInt16 || Widens(TypeCode.UInt16, to),
        TypeCode.Int16 => to is TypeCode.Int32 || Widens(TypeCode.Int32, to),
        TypeCode.UInt16 => to is TypeCode.Int32 or TypeCode.UInt32 || Widens(TypeCode.UInt32, to),
        TypeCode.Int32 => to is TypeCode.Int64 || Widens(TypeCode.Int64, to),
        TypeCode.UInt32 => to is TypeCode.Int64 or TypeCode.UInt64 || Widens(TypeCode.UInt64, to),
        TypeCode.Int64 or TypeCode.UInt64 => to is TypeCode.Single or TypeCode.Double or TypeCode.Decimal,
        TypeCode.Single => to is TypeCode.Double,
        _ => false,
    };
}
