using System.Diagnostics;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// Tells a start that comes by itself from one of many. Of many, those that are begun together are one flush, if they wait for each other; written one by
/// one on their caller's thread, each would be a flush of its own.
/// </summary>
internal sealed class StartPace
{
    /// <summary>Who starts many comes with the next one sooner.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(1);

    private long _last;

    public bool IsByItself => Stopwatch.GetElapsedTime(Volatile.Read(ref _last)) > Apart;

    /// <summary>A run was created.</summary>
    public void Started() => Volatile.Write(ref _last, Stopwatch.GetTimestamp());
}
