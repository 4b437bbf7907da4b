namespace DurableSdk.Testing.Crashes;

/// <summary>The moments at which a host may die, as they come by, and the one at which it does.</summary>
internal sealed class CrashPoints(int? crashAt)
{
    private readonly List<string> _passed = [];

    /// <summary>What has come by, for people.</summary>
    public IReadOnlyList<string> Passed => _passed;

    /// <summary>So many moments at most, evenly from the first to the last; of one only, the last.</summary>
    public static IReadOnlyList<int> Evenly(int count, int max) =>
        count <= max ? [.. Enumerable.Range(0, count)]
        : max == 1 ? [count - 1]
        : [.. Enumerable.Range(0, max).Select(i => (int)((long)i * (count - 1) / (max - 1)))];

    /// <summary>A moment has come.</summary>
    /// <returns>Whether the host dies here.</returns>
    public bool Pass(string moment)
    {
        _passed.Add(moment);
        return _passed.Count - 1 == crashAt;
    }
}
