namespace Gallery.Frame;

/// <summary>
/// The world outside, as a file: a line for each effect, and no second one under the same key, as any good service that takes an idempotency key. It isn't part of DurableSdk: it is
/// the witness of what really happened, over all processes.
/// </summary>
internal sealed class Ledger(string path)
{
    private readonly Lock _lock = new();

    /// <summary>The effects in their order.</summary>
    public IReadOnlyList<string> Effects => [.. Lines().Select(line => line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..])];

    /// <returns>False where the key has had its effect already.</returns>
    public bool Add(string key, string effect)
    {
        lock (_lock)
        {
            if (Lines().Any(line => line.StartsWith($"{key}\t", StringComparison.Ordinal)))
                return false;
            File.AppendAllText(path, $"{key}\t{effect}\n");
            return true;
        }
    }

    private string[] Lines() => File.Exists(path) ? File.ReadAllLines(path) : [];
}
