using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.Analyzers.Apis;

/// <summary>A line of a list of bans, and where it stands.</summary>
internal sealed record BanLine(string Path, int Number, string Id, string Reason, Location Location)
{
    /// <returns>Null for an empty line and for a comment, which begins with <c>//</c> or <c>#</c>.</returns>
    public static BanLine? Read(string path, TextLine line)
    {
        var text = line.ToString();
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || trimmed[0] == '#' || trimmed.StartsWith("//", StringComparison.Ordinal))
            return null;
        var (id, reason) = trimmed.IndexOf(';') is var end and >= 0 ? (trimmed.Substring(0, end).Trim(), trimmed.Substring(end + 1).Trim()) : (trimmed, "");
        var begin = text.Length - text.TrimStart().Length;
        var span = new LinePositionSpan(new LinePosition(line.LineNumber, begin), new LinePosition(line.LineNumber, begin + trimmed.Length));
        return new BanLine(path, line.LineNumber + 1, id, reason, Location.Create(path, new TextSpan(line.Start + begin, trimmed.Length), span));
    }
}
