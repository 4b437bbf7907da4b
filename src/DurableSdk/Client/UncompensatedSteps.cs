using DurableSdk.Events;

namespace DurableSdk;

/// <summary>Reads from a log alone which steps have had, or may have had, an effect that has a compensation and wasn't undone.</summary>
internal sealed class UncompensatedSteps
{
    private readonly List<string> _order = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Ids => [.. _order.Where(_left.Contains)];

    public void Read(RunEvent e)
    {
        if (e is StepCompleted { Compensates: { } undone })
            _left.Remove(undone);
        else if (e is CompensationCompleted { Id: var id })
            _left.Remove(id[..^Replay.Undo.Suffix.Length]);
        if (e is StepEvent { IsCompensable: true } step)
            Read(step);
    }

    private void Read(StepEvent step)
    {
        if (step is StepAttemptFailed { IsUnknown: true } or StepFailed { IsUnknown: true })
            _unknown.Add(step.Id);
        if (step is StepFailed or StepAttemptFailed && !_unknown.Contains(step.Id))
            _left.Remove(step.Id);
        else if (_left.Add(step.Id) && _seen.Add(step.Id))
            _order.Add(step.Id);
    }
}
