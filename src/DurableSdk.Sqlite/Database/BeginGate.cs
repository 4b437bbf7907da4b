using System.Diagnostics;
using SQLitePCL;

namespace DurableSdk.Sqlite.Database;

/// <summary>
/// Where transactions on one file begin, one after the other. Two that begin at the same time may come upon each other's lock on the index of the log, which lasts microseconds unless its thread is
/// interrupted just then; SQLite tries five times at once and sleeps then, and the bundled one, built without a finer clock, sleeps for whole seconds. So does its own wait for another process's write; ours is here.
/// </summary>
/// <param name="busyTimeout">How long a lock of another process is waited for.</param>
/// <param name="turn">What those have in common who begin one after the other.</param>
internal sealed class BeginGate(TimeSpan busyTimeout, Lock turn)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(8);

    /// <summary>The same gate for who doesn't wait for another process.</summary>
    public BeginGate AtOnce => new(TimeSpan.Zero, turn);

    /// <summary>The first step of a statement that begins a transaction.</summary>
    /// <returns>SQLite's code; busy only after the timeout.</returns>
    public int Step(sqlite3_stmt statement)
    {
        var code = TryStep(statement);
        return code == raw.SQLITE_BUSY ? StepWhenFree(statement) : code;
    }

    /// <summary>What needs a moment in which this process has no other transaction: none begins meanwhile, and those that run come to their end.</summary>
    /// <param name="attempt">Whether it has succeeded; called until it has.</param>
    /// <param name="longest">How long others may be kept from beginning.</param>
    /// <returns>Whether it has succeeded.</returns>
    public bool TryAlone(Func<bool> attempt, TimeSpan longest)
    {
        lock (turn)
        {
            for (var begun = Stopwatch.GetTimestamp(); !attempt();)
            {
                if (Stopwatch.GetElapsedTime(begun) >= longest)
                    return false;
                Thread.Sleep(FirstPause);
            }

            return true;
        }
    }

    private int StepWhenFree(sqlite3_stmt statement)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : pause)
        {
            if (Stopwatch.GetElapsedTime(begun) >= busyTimeout)
                return raw.SQLITE_BUSY;
            Thread.Sleep(pause);
            var code = TryStep(statement);
            if (code != raw.SQLITE_BUSY)
                return code;
        }
    }

    private int TryStep(sqlite3_stmt statement)
    {
        lock (turn)
        {
            var code = raw.sqlite3_step(statement);
            if ((code & 0xFF) != raw.SQLITE_BUSY)
                return code;
            _ = raw.sqlite3_reset(statement);
            return raw.SQLITE_BUSY;
        }
    }
}
