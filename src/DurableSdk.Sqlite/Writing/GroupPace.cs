namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// How long a group waits for company. Those who were told of the last commit come back soon with their next step; a flush for the first of them costs as much as one for all. So a group waits for
/// half as many operations as the last one had, which leaves the other half to run meanwhile, and at most as long as the last commit took. Who comes alone never waits.
/// </summary>
internal sealed class GroupPace
{
    /// <summary>A slower disk needs no wait: enough comes while it flushes.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(1);

    private int _enough;
    private TimeSpan _wait;

    /// <summary>A group is on the disk.</summary>
    /// <param name="operations">How many operations it had.</param>
    /// <param name="commit">How long the flush took.</param>
    public void Committed(int operations, TimeSpan commit)
    {
        _enough = operations / 2;
        _wait = commit < LongestWait ? commit : LongestWait;
    }

    /// <summary>Whether the last flush was for several: who writes alone now keeps the others waiting.</summary>
    public bool ExpectsCompany => _enough > 0;

    /// <summary>Whether the next group is to wait still.</summary>
    /// <param name="waiting">How many operations are there.</param>
    /// <param name="waited">For how long they have been waited for.</param>
    public bool IsToWait(int waiting, TimeSpan waited) => waiting > 0 && waiting < _enough && waited < _wait;
}
