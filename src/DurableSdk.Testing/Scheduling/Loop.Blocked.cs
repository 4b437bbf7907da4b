using System.Diagnostics;

namespace DurableSdk.Testing.Scheduling;

/// <summary>
/// A turn that blocks the loop's thread, such as a step's that waits by <c>GetResult()</c>, may wait for what only that thread would run. Where that lasts too long, what the turn has begun and what comes
/// from elsewhere goes on on the thread pool. A turn that only has much to do is left alone.
/// </summary>
internal sealed partial class Loop
{
    private volatile Thread? _driver;
    private bool _isInTurn;
    private long _turnSeen;
    private long? _waitsSince;
    private long _blockedTurn;

    private bool IsBlocked => _isInTurn && _blockedTurn == Turns;

    private Timer WatchTurns() => new(static loop => ((Loop)loop!).LookAtTurn(), this, _limits.TurnMax, _limits.TurnMax);

    /// <summary>By a timer. On a machine that stood still its looks come all at once, and say nothing of how long a turn has waited.</summary>
    internal void LookAtTurn()
    {
        // Before the lock, for which the thread may wait itself.
        var waits = _driver?.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin) == true;
        lock (_gate)
        {
            if (!_isInTurn || !waits || _turnSeen != Turns)
                _waitsSince = null;
            _turnSeen = Turns;
            if (!_isInTurn || !waits)
                return;
            _waitsSince ??= Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(_waitsSince.Value) >= _limits.TurnMax / 2)
                GoOnElsewhere();
        }
    }

    private void GoOnElsewhere()
    {
        _blockedTurn = Turns;
        foreach (var turn in _runnable.FindAll(MayBeBlocked))
            RunElsewhere(turn.Process, turn.Task);
        _runnable.RemoveAll(MayBeBlocked);
    }

    private bool MayBeBlocked((LoopScheduler Process, Task Task, long QueuedIn) turn) => turn.QueuedIn is Stray || turn.QueuedIn == Turns;

    /// <summary>It counts as outside, so that it is waited for when the turn is over.</summary>
    private static void RunElsewhere(LoopScheduler process, Task task)
    {
        process.Leave(null);
        ThreadPool.UnsafeQueueUserWorkItem(
            static turn =>
            {
                turn.process.Execute(turn.task);
                turn.process.Return(null);
            },
            (process, task),
            preferLocal: false);
    }
}
