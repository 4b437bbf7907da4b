namespace DurableSdk.Errors;

/// <summary>What is wrong with a key, without the key.</summary>
internal static class KeyErrors
{
    public static DurableException BadKeyId(string? id) => new(
        "DS3016", $"The key id \"{id}\" can't be recorded: allowed are 1 to 64 letters, digits, dots, hyphens and underscores.");

    public static DurableException BadKeyLength(string id, int bytes) => new(
        "DS3016",
        $"Key {id} has {bytes} bytes; AES takes 16, 24 or 32. Make one by RandomNumberGenerator.GetBytes(32) and keep it in a secret store. If it is kept as base64 text, decode it first.");

    public static DurableException ShortHashKey(string id, int bytes) => new(
        "DS3016",
        $"Key {id} has {bytes} bytes; a key for hashes of arguments has 16 or more. Make one by RandomNumberGenerator.GetBytes(32) and keep it in a secret store. If it is kept as base64 text, decode it first.");

    public static DurableException SameKeyId(string id) => new(
        "DS3016", $"Two keys have the id {id}. What one of them wrote could not be told from the other's: give the newer one another id.");

    public static DurableException NoKey() => new(
        "DS3016", "The key ring is empty. Name at least one key; the last one writes.");
}
