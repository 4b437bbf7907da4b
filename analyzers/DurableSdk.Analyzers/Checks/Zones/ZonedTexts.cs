using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Zones;

/// <summary>Texts that are read as times: where they name no zone, or another one, the machine's may come in.</summary>
internal static class ZonedTexts
{
    /// <returns>The style that keeps the machine's zone out; null where nothing is missing, or nobody knows.</returns>
    public static string? Missing(IInvocationOperation call)
    {
        if (!IsReading(call.TargetMethod))
            return null;
        var isOffset = call.TargetMethod.ContainingType.Name == "DateTimeOffset";
        if (StylesOf(call) is not { } styles || IsPlain(call, isOffset, styles))
            return null;
        return isOffset
            ? (styles & DateTimeStyles.AssumeUniversal) == 0 ? nameof(DateTimeStyles.AssumeUniversal) : null
            : (styles & (DateTimeStyles.AdjustToUniversal | DateTimeStyles.RoundtripKind)) == 0 ? nameof(DateTimeStyles.RoundtripKind) : null;
    }

    /// <summary>Whether what was read is UTC.</summary>
    public static bool IsUtc(IInvocationOperation call) =>
        StylesOf(call) is { } styles && (styles & DateTimeStyles.AdjustToUniversal) != 0 && (styles & DateTimeStyles.AssumeUniversal) != 0;

    private static bool IsReading(IMethodSymbol method) => method.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true } && (method.ContainingType.Name, method.Name) switch
    {
        ("DateTime" or "DateTimeOffset", "Parse" or "TryParse" or "ParseExact" or "TryParseExact") => true,
        ("Convert", "ToDateTime") => method.Parameters[0].Type.SpecialType == SpecialType.System_String,
        _ => false,
    };

    private static DateTimeStyles? StylesOf(IInvocationOperation call) => call.Arguments.FirstOrDefault(a => a.Parameter?.Type.Name == nameof(DateTimeStyles)) switch
    {
        null => DateTimeStyles.None,
        { Value.ConstantValue.Value: int styles } => (DateTimeStyles)styles,
        _ => null,
    };

    /// <summary>Whether the text, or the format that it has, says all: a date alone stays one, and a zone that is named is no question.</summary>
    private static bool IsPlain(IInvocationOperation call, bool isOffset, DateTimeStyles styles)
    {
        if ((styles & (DateTimeStyles.AssumeLocal | DateTimeStyles.AssumeUniversal)) != 0 && !isOffset)
            return false;
        var texts = call.Arguments.Where(a => a.Parameter?.Name is "format" or "s" or "input" or "value").Select(a => (a.Parameter!.Name, Text: a.Value.ConstantValue.Value as string)).ToList();
        return texts.Any(t => t.Text is { } text && NamesZone(t.Name, text) == isOffset);
    }

    private static bool NamesZone(string parameter, string text) => parameter == "format"
        ? text is "o" or "O" or "r" or "R" or "u" || text.IndexOf('z') >= 0 || text.IndexOf('K') >= 0
        : text.EndsWith("Z", StringComparison.Ordinal) || (text.IndexOf(':') is var clock and >= 0 && text.LastIndexOfAny(['+', '-']) > clock);
}
