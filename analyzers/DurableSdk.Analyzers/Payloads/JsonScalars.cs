using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>The types of .NET that System.Text.Json writes by converters of its own, and those that it can't write or loses.</summary>
internal static class JsonScalars
{
    private static readonly HashSet<string> Written =
    [
        "System.Guid", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan", "System.Uri", "System.Version",
        "System.Half", "System.Int128", "System.UInt128",
    ];

    private static readonly HashSet<string> WrittenAsJson =
    [
        "System.Text.Json.JsonElement", "System.Text.Json.JsonDocument", "System.Text.Json.Nodes.JsonNode", "System.Text.Json.Nodes.JsonObject",
        "System.Text.Json.Nodes.JsonArray", "System.Text.Json.Nodes.JsonValue",
    ];

    private const string Live = "means something only in the process that made it";
    private const string Refused = "is refused by System.Text.Json";
    private const string Emptied = "comes back empty: System.Text.Json writes its properties and can set none of them";

    private static readonly Dictionary<string, string> Bad = new(StringComparer.Ordinal)
    {
        ["System.Threading.CancellationToken"] = Live,
        ["System.Threading.CancellationTokenSource"] = Live,
        ["System.Threading.Tasks.Task"] = Live,
        ["System.Threading.Tasks.ValueTask"] = Live,
        ["System.Threading.WaitHandle"] = Live,
        ["System.Threading.SemaphoreSlim"] = Live,
        ["System.IO.Stream"] = Live,
        ["System.IO.TextReader"] = Live,
        ["System.IO.TextWriter"] = Live,
        ["System.Reflection.MemberInfo"] = Refused,
        ["System.Delegate"] = Refused,
        ["System.IntPtr"] = Refused,
        ["System.UIntPtr"] = Refused,
        ["System.Text.Encoding"] = Refused,
        ["System.Globalization.CultureInfo"] = Refused,
        ["System.Data.DataTable"] = Refused,
        ["System.Data.DataSet"] = Refused,
        ["System.Net.IPAddress"] = Refused,
        ["System.Net.IPEndPoint"] = Refused,
        ["System.Net.IPNetwork"] = Refused,
        ["System.Exception"] = "is an exception, which loses its message; throw it, or record what you need of it",
        ["System.Numerics.BigInteger"] = Emptied,
        ["System.Numerics.Complex"] = Emptied,
        ["System.Text.Rune"] = Emptied,
        ["System.Index"] = Emptied,
        ["System.Range"] = Emptied,
        ["System.Drawing.Color"] = Emptied,
        ["System.Collections.Specialized.BitVector32"] = Emptied,
        ["System.Text.StringBuilder"] = Emptied,
        ["System.Lazy"] = Emptied,
        ["System.Collections.Generic.PriorityQueue"] = Emptied,
    };

    public static bool IsScalar(INamedTypeSymbol type) => IsKey(type) || WrittenAsJson.Contains(JsonNames.Full(type));

    /// <summary>Whether it can be the key of a dictionary.</summary>
    public static bool IsKey(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime } => true,
        INamedTypeSymbol named => Written.Contains(JsonNames.Full(named)),
        _ => false,
    };

    /// <returns>Why no value of the type can be written, or none comes back; null if nothing is known against it.</returns>
    public static string? WhyNot(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return "is a pointer";
        if (type.IsRefLikeType)
            return "is a ref struct";
        if (type.TypeKind == TypeKind.Delegate)
            return "is a delegate";
        if (type is IArrayTypeSymbol { Rank: > 1 })
            return "is a multi-dimensional array; use an array of arrays";
        if (type is not INamedTypeSymbol named)
            return null;
        foreach (var current in JsonNames.BasesAndSelf(named))
        {
            if (Bad.TryGetValue(JsonNames.Full(current), out var why) && JsonNames.IsOfPlatform(current))
                return Sentence(current, named, why);
        }

        return null;
    }

    private static string Sentence(INamedTypeSymbol known, INamedTypeSymbol type, string why) => why.StartsWith("is an ", StringComparison.Ordinal)
        ? why
        : $"is of type {JsonNames.Short(type)}, which {(SymbolEqualityComparer.Default.Equals(known, type) ? "" : $"is a {known.Name} and ")}{why}";
}
