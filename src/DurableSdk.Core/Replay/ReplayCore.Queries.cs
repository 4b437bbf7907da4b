using DurableSdk.CompilerServices;
using DurableSdk.Errors;

namespace DurableSdk.Replay;

/// <summary>Answers from the run's state, which nothing of it changes.</summary>
internal sealed partial class ReplayCore
{
    /// <summary>Why the run can't go on, or null.</summary>
    public DurableException? Error => _error;

    /// <summary>Whether what the driver does now makes the run go on, and not a time or the outside.</summary>
    public bool IsWorking => !IsFinished && (_hasEnded || Open().Any(operation => operation.IsWork && !(operation.ContinuesAt > UtcNow)));

    /// <summary>What the run waits for, in the order in which it was asked for. Once its method has ended, that is what it still undoes.</summary>
    public IEnumerable<Operation> Open()
    {
        if (IsFinished)
            return [];
        if (!_hasEnded)
            return _pending.Where(operation => operation is not MarkOperation);
        return _undoing is { } undo ? [.. _unsettled.Items, _operations.Find(undo.StepId + Undo.Suffix)!] : _unsettled.Items;
    }

    /// <summary>Runs code that looks at the instance, on the run's scheduler.</summary>
    /// <param name="by">What it is, for messages, such as <c>query Status</c>.</param>
    /// <param name="read">Looks at the instance.</param>
    /// <exception cref="DurableException">DS1034: it asked something of the engine. What it throws itself comes as it is.</exception>
    public TResult Read<TResult>(string by, Func<object?, TResult> read)
    {
        DurableException? refused = null;
        TResult result = default!;
        _scheduler.Run(() =>
        {
            WorkflowScope.Enter(_scope);
            result = Look(what => refused = ReplayErrors.OnlyReading(_setup, by, what), () => read(_setup.Target));
        });
        // Also where the code has caught it.
        return refused is null ? result : throw refused;
    }
}
