using System.Text;

namespace DurableSdk;

/// <summary>What a cancel request carries: the reason as text, empty for none.</summary>
internal static class InboxBody
{
    public static ReadOnlyMemory<byte> Write(string? reason) => Encoding.UTF8.GetBytes(reason ?? "");

    public static string? Read(ReadOnlyMemory<byte> body) => body.IsEmpty ? null : Encoding.UTF8.GetString(body.Span);
}
