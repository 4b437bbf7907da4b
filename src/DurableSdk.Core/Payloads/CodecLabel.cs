namespace DurableSdk.Payloads;

/// <summary>A codec and its key as they stand beside what they have encoded: <c>gzip</c>, <c>aes-gcm/2026-01</c>.</summary>
internal readonly record struct CodecLabel(string Name, string? KeyId)
{
    private const int LengthMax = 64;

    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= LengthMax } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>The labels of a chain, the last codec first: in the order of decoding.</summary>
    public static IReadOnlyList<CodecLabel> ParseAll(string text) =>
        text.Length == 0 ? [] : Array.ConvertAll(text.Split(','), Parse);

    public override string ToString() => KeyId is null ? Name : $"{Name}/{KeyId}";

    private static CodecLabel Parse(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? new CodecLabel(text[..slash], text[(slash + 1)..]) : new CodecLabel(text, null);
}
