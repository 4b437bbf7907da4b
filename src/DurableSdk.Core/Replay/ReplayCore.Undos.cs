using DurableSdk.Collections;
using DurableSdk.CompilerServices;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>What would have to be undone if the run ended now.</summary>
internal sealed partial class ReplayCore
{
    /// <summary>Steps that can be undone, and steps that undo one by hand.</summary>
    private LazyList<StepOperation> _compensable;

    /// <summary>What is to be undone, in the order of the outcomes in the log.</summary>
    private LazyList<Undo> _undos;
    private Dictionary<string, Undo> UndoOf => field ??= new(StringComparer.Ordinal);
    private Dictionary<(Type? Service, string Name), List<Undo>> UndosByMethod => field ??= [];

    /// <summary>A step's call as it is issued: what undoes it, or what it undoes. Code that goes on after the method's end begins nothing.</summary>
    private void Track(StepOperation step, StepCall call, StepCompensation? compensation)
    {
        step.Compensates = call.Compensates;
        if (_hasEnded || (compensation is null && call.Compensates is null))
            return;
        step.Handover = new Handover(LastSequence, _isHeld ? long.MaxValue : LastSequence);
        _compensable.Add(step);
        if (compensation is null)
            return;
        step.Undo = new Undo(step.Id, step.Source, compensation, call.TargetType);
        step.Undo.SetArguments(step.Arguments);
    }

    /// <summary>The step that a call undoes by hand: the last one whose compensation is this method with these arguments.</summary>
    private string? Claim(Type? service, string name, ReadOnlyMemory<byte> arguments) =>
        _undos.Count > 0 && UndosByMethod.TryGetValue((service, name), out var same) ? Claim(same, arguments) : null;

    private string? Claim(List<Undo> same, ReadOnlyMemory<byte> arguments)
    {
        var undo = same.FindLast(undo => undo is { IsClaimed: false, CanRun: true } && undo.ArgumentsMatch(arguments, _setup.Serializer));
        if (undo is null)
            return null;
        undo.IsClaimed = true;
        return undo.StepId;
    }

    private void TrackCompleted(StepOperation step, StepCompleted e)
    {
        _unsettled.Remove(step);
        if (e.Compensates is { } id && UndoOf.TryGetValue(id, out var undone))
            MarkDone(undone);
        if (step.Undo is not { } undo)
            return;
        undo.SetResult(e.Result);
        AddUndo(undo);
    }

    private void TrackFailed(StepOperation step, StepFailed e)
    {
        _unsettled.Remove(step);
        ForgetClaim(step);
        if (step.Undo is { } undo && (e.IsUnknown || step.HasUnknownAttempt))
            AddUndo(undo);
    }

    /// <summary>A step that was to undo another by hand, and hasn't: the other one's undoing may be claimed anew.</summary>
    private void ForgetClaim(StepOperation step)
    {
        if (step.Compensates is { } id && UndoOf.TryGetValue(id, out var claimed))
            claimed.IsClaimed = false;
    }

    private void AddUndo(Undo undo)
    {
        _undos.Add(undo);
        UndoOf.Add(undo.StepId, undo);
        if (!UndosByMethod.TryGetValue(undo.Method, out var same))
            UndosByMethod.Add(undo.Method, same = []);
        same.Add(undo);
    }

    private void MarkDone(Undo undo)
    {
        undo.IsDone = true;
        // The last is undone first, so what is looked for stands at the end.
        var same = UndosByMethod[undo.Method];
        if (same.LastIndexOf(undo) is >= 0 and var at)
            same.RemoveAt(at);
    }
}
