using System.Text;
using DurableSdk.Collections;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;

namespace DurableSdk.Replay;

/// <summary>Waits for the code's own state, looked at after every event once nothing runs any more.</summary>
internal sealed partial class ReplayCore
{
    private LazyList<ConditionOperation> _conditions;
    private Func<string, DurableException>? _refuse;
    private bool _conditionsChanged;

    public Task<bool> Until(CallSite site, Func<bool> condition, TimeSpan? timeout)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var id = NextId(site);
        if (LookAt(id, condition))
            return Task.FromResult(true);
        var limit = LimitOf(id, site, timeout);
        var arguments = limit is { } given ? TextOf(given) : "[null]";
        var operation = new ConditionOperation(new TimerCall(id, site.Source, Encoding.UTF8.GetBytes(arguments), limit, null), condition);
        Issue(operation);
        _conditions.Add(operation);
        return operation.Task;
    }

    /// <summary>What a condition asks of the engine blocks the run: it would be asked again on every replay.</summary>
    private bool LookAt(string id, Func<bool> condition) => Look(
        what =>
        {
            var error = ReplayErrors.OnlyLooking(_setup, $"the condition of {id}", what);
            Block(error);
            return error;
        },
        condition);

    /// <summary>Runs code that may only look at the run's state: what it asks of the engine throws.</summary>
    /// <param name="refuse">Makes the error, of what was asked.</param>
    /// <param name="read">The code.</param>
    private TResult Look<TResult>(Func<string, DurableException> refuse, Func<TResult> read)
    {
        EnsureMayAct("Durable.Until");
        _refuse = refuse;
        try
        {
            return read();
        }
        finally
        {
            _refuse = null;
        }
    }

    /// <summary>Called by all that records something or draws a value.</summary>
    /// <exception cref="DurableException">DS1015, DS1034: only looking is allowed now.</exception>
    public void EnsureMayAct(string what)
    {
        if (_refuse is not null)
            throw _refuse(what);
    }

    /// <summary>One after the other, in the order in which they began: each sees what the code did that went on for the one before.</summary>
    private void CheckConditions()
    {
        _conditionsChanged = _conditions.Count > 0;
        while (_conditionsChanged && _error is null && !_hasEnded)
            _scheduler.Run(static core => ((ReplayCore)core!).DeliverFirstThatHolds(), this);
    }

    private void DeliverFirstThatHolds()
    {
        _conditionsChanged = false;
        WorkflowScope.Enter(_scope);
        _conditions.Items.RemoveAll(static condition => condition.IsDelivered);
        foreach (var condition in _conditions)
        {
            try
            {
                if (!LookAt(condition.Id, condition.Condition))
                    continue;
                condition.DeliverHolds();
            }
            catch (Exception e)
            {
                condition.DeliverThrew(e);
            }

            Settle(condition);
            Enqueue(condition);
            _conditionsChanged = true;
            return;
        }
    }
}
