using System.Text;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;

namespace DurableSdk.Replay;

/// <summary>Waits for the code's own state, looked at after every event once nothing runs any more.</summary>
internal sealed partial class ReplayCore
{
    private readonly List<ConditionOperation> _conditions = [];
    private string? _looking;

    public Task<bool> Until(CallSite site, Func<bool> condition, TimeSpan? timeout)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var id = NextId(site);
        if (Look($"the condition of {id}", condition))
            return Task.FromResult(true);
        var arguments = timeout is { } limit ? TextOf(limit) : "[null]";
        var operation = new ConditionOperation(new TimerCall(id, site.Source, Encoding.UTF8.GetBytes(arguments), timeout, null), condition);
        Issue(operation);
        _conditions.Add(operation);
        return operation.Task;
    }

    /// <summary>Runs code that may only look at the run's state: what it asks of the engine throws, and blocks the run.</summary>
    private TResult Look<TResult>(string by, Func<TResult> read)
    {
        EnsureMayAct("Durable.Until");
        _looking = by;
        try
        {
            return read();
        }
        finally
        {
            _looking = null;
        }
    }

    /// <summary>Called by all that records something or draws a value.</summary>
    /// <exception cref="DurableException">DS1015: only looking is allowed now.</exception>
    public void EnsureMayAct(string what)
    {
        if (_looking is null)
            return;
        var error = ReplayErrors.OnlyLooking(_setup, _looking, what);
        Block(error);
        throw error;
    }

    /// <summary>One after the other, in the order in which they began: each sees what the code did that went on for the one before.</summary>
    private void CheckConditions()
    {
        var changed = _conditions.Count > 0;
        while (changed && _error is null && !_hasEnded)
            _scheduler.Run(() => changed = DeliverFirstThatHolds());
    }

    private bool DeliverFirstThatHolds()
    {
        WorkflowScope.Enter(_scope);
        _conditions.RemoveAll(static condition => condition.IsDelivered);
        foreach (var condition in _conditions)
        {
            try
            {
                if (!Look($"the condition of {condition.Id}", condition.Condition))
                    continue;
                condition.DeliverHolds();
            }
            catch (Exception e)
            {
                condition.DeliverThrew(e);
            }

            Settle(condition);
            Enqueue(condition);
            return true;
        }

        return false;
    }
}
