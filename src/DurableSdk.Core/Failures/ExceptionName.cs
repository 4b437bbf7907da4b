using System.Text.RegularExpressions;

namespace DurableSdk.Failures;

/// <summary>The name by which a failure's type is recorded: no assembly's version stands in it, which a deployment may change.</summary>
internal static partial class ExceptionName
{
    public static string Of(Type type) => type.IsConstructedGenericType ? type.ToString() : type.FullName ?? type.Name;

    /// <summary>A name from a log in which type arguments stand with their assemblies, <c>Failed`1[[System.Int32, System.Private.CoreLib, Version=10.0.0.0, …]]</c>.</summary>
    public static string Today(string recorded) => recorded.Contains("[[", StringComparison.Ordinal)
        ? Assembly().Replace(recorded, "").Replace("[[", "[", StringComparison.Ordinal).Replace("],[", ",", StringComparison.Ordinal).Replace("]]", "]", StringComparison.Ordinal)
        : recorded;

    [GeneratedRegex(@", [^,\[\]]+, Version=[^\[\]]*")]
    private static partial Regex Assembly();
}
