using System.Text.Json;

namespace DurableSdk.Peers.Measuring;

/// <summary>One line of a peer's output; which properties are there says of what kind it is.</summary>
/// <param name="Peer">Whose line it is. Null: <paramref name="Machine"/> is told.</param>
/// <param name="Name">With <paramref name="Durability"/>: what is measured, with its version.</param>
/// <param name="Durability">What is on disk when a step counts as completed.</param>
/// <param name="Skipped">Why the peer isn't measured.</param>
/// <param name="Figure">With <paramref name="Value"/> and <paramref name="Unit"/>: what was measured.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">steps/s or ms.</param>
/// <param name="Machine">On what it was measured, in words.</param>
public sealed record Line(
    string? Peer = null, string? Name = null, string? Durability = null, string? Skipped = null, string? Figure = null, double? Value = null, string? Unit = null, string? Machine = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="JsonException">It is no line of this format.</exception>
    public static Line Parse(string json) => JsonSerializer.Deserialize<Line>(json, Format)!;

    public override string ToString() => JsonSerializer.Serialize(this, Format);
}
