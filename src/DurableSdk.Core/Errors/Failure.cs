namespace DurableSdk;

/// <summary>An exception as the log keeps it. No type of it is ever looked up by reflection.</summary>
public sealed record Failure
{
    /// <summary>Full names of the exception's type and its base types, the most derived first, without <see cref="Exception"/>.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The exception's message.</summary>
    public required string Message { get; init; }

    /// <summary>Where it was thrown, for people; null where nothing is known.</summary>
    public string? StackTrace { get; init; }

    /// <summary>What <see cref="Exception.Data"/> held, as text; empty where there was none.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>The values of the exception's own properties, as JSON by name, for the types that workflows catch; else null.</summary>
    public ReadOnlyMemory<byte>? Properties { get; init; }

    /// <summary>What caused it, at most eight levels deep.</summary>
    public Failure? Cause { get; init; }

    /// <summary>The most derived type's full name.</summary>
    public string Type => Types.Count > 0 ? Types[0] : "System.Exception";

    /// <summary>The type and the message in one line.</summary>
    public override string ToString() => $"{Type}: {Message}";
}
