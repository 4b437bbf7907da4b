namespace DurableSdk.Payloads;

/// <summary>The program's keys for hashes of arguments, the oldest first: the last one writes, each recognises what it wrote.</summary>
internal sealed class ArgumentHashKeys(IReadOnlyList<KeyValuePair<string, byte[]>> keys)
{
    /// <summary>Without one, what the log itself holds of the run is all that is secret.</summary>
    public static readonly ArgumentHashKeys None = new([]);

    private readonly Dictionary<string, byte[]> _keys = new(keys, StringComparer.Ordinal);

    /// <summary>The id of the key that writes; null where there is none.</summary>
    public string? Writes { get; } = keys.Count == 0 ? null : keys[^1].Key;

    /// <summary>The key of that id, nothing for none, or null where the program doesn't have it.</summary>
    public byte[]? Find(string? id) => id is null ? [] : _keys.GetValueOrDefault(id);
}
