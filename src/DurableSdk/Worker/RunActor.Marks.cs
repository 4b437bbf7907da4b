using DurableSdk.Collections;
using DurableSdk.Events;
using DurableSdk.Replay;

namespace DurableSdk.Worker;

/// <summary>What the code has said of its run is on disk before a step begins that was called later.</summary>
internal sealed partial class RunActor
{
    /// <summary>Steps that wait for the next commit.</summary>
    private LazyList<ExecuteStep> _held;

    private async ValueTask PerformAllAsync(IReadOnlyList<Command> commands)
    {
        var holds = false;
        for (var i = 0; i < commands.Count; i++)
            holds |= commands[i] is RecordMark;
        for (var i = 0; i < commands.Count; i++)
        {
            var command = commands[i];
            if (holds && command is ExecuteStep { NotBefore: null } step)
                _held.Add(step);
            else if (command is SendSignal send)
                await SendAsync(send.Call);
            else if (command is CloseHook close)
                await EndHookAsync(new HookClosed(close.HookId));
            else if (command is FinishRun finish)
                await FinishAsync(finish);
            else
                Perform(command);
        }
    }

    /// <summary>After a commit. At a stop, or once the run is blocked or paused, nothing new begins; the run asks again.</summary>
    private void StartHeld()
    {
        if (_held.Count == 0)
            return;
        var begins = !IsStopping && !_status.IsHeld() && !_status.IsFinished();
        foreach (var step in _held)
        {
            if (begins)
                Execute(step);
        }

        _held.Clear();
    }
}
