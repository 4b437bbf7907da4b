namespace DurableSdk.Payloads;

/// <summary>Memory for one small piece of JSON after another. Not thread-safe.</summary>
internal sealed class ReusedMemory
{
    /// <summary>What is larger gets memory of its own, so that a run doesn't keep its largest result for as long as it lives.</summary>
    private const int KeptMax = 1024;

    private byte[] _kept = [];

    /// <summary>A copy of it, which stands until the next one is taken.</summary>
    public ReadOnlyMemory<byte> Take(ReadOnlySpan<byte> json)
    {
        if (json.Length > KeptMax)
            return json.ToArray();
        if (json.Length > _kept.Length)
            _kept = new byte[Math.Min(2 * json.Length, KeptMax)];
        json.CopyTo(_kept);
        return _kept.AsMemory(0, json.Length);
    }
}
