namespace DurableSdk.Testing.Crashes;

/// <summary>The moments at which a host may die, as they come by, and the one at which it does.</summary>
internal sealed class CrashPoints(int? crashAt)
{
    private readonly List<string> _passed = [];

    /// <summary>What has come by, for people.</summary>
    public IReadOnlyList<string> Passed => _passed;

    /// <summary>A moment has come.</summary>
    /// <returns>Whether the host dies here.</returns>
    public bool Pass(string moment)
    {
        _passed.Add(moment);
        return _passed.Count - 1 == crashAt;
    }
}
