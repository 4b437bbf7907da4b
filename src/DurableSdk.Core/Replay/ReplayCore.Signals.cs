using DurableSdk.CompilerServices;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>What comes from outside for the code: to the method that handles it, to whom has waited longest, or kept until somebody wants it.</summary>
internal sealed partial class ReplayCore
{
    private Dictionary<string, Queue<SignalOperation>> SignalWaits => field ??= new(StringComparer.Ordinal);
    private Dictionary<string, Queue<(long Sequence, SignalReceived Signal)>> WaitingSignals => field ??= new(StringComparer.Ordinal);
    private int _messageWaits;

    /// <summary>Whether a message from outside would make the code go on.</summary>
    public bool AwaitsMessage => _messageWaits > 0 || _setup.Definition.HandlesMessages;

    public Task<T> WaitForSignal<T>(CallSite site, string name, TimeSpan? timeout)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var id = NextId(site);
        var operation = new SignalOperation<T>(id, site.Source, name, _setup.Serializer);
        var task = operation.Task;
        Issue(operation);
        if (WaitingSignals.TryGetValue(name, out var waiting) && waiting.TryDequeue(out var first))
            Deliver(operation, first.Signal);
        else
            AddWait(operation);
        if (LimitOf(id, site, timeout) is not { } limit || operation.IsDelivered)
            return task;
        var limited = new TimeoutOperation<T>(CallOf(id + TimeoutOperation.Suffix, site, TextOf(limit), limit, null), task);
        Watch(limited);
        return limited.Task;
    }

    private void ApplySignal(SignalReceived e, long sequence)
    {
        if (_hasEnded)
            _unused.Add(e);
        else if (_setup.Definition.FindSignal(e.Name) is { IsHandled: true } signal)
            Handle(signal, e);
        else if (TakeWait(e.Name) is { } wait)
            Deliver(wait, e);
        else
            WaitingOf(e.Name).Enqueue((sequence, e));
    }

    private void Deliver(SignalOperation wait, SignalReceived e)
    {
        try
        {
            wait.DeliverSignal(e.Arguments);
        }
        catch (DurableException error)
        {
            Block(error);
        }

        Settle(wait);
    }

    private void Handle(SignalDefinition signal, SignalReceived e)
    {
        WorkflowScope.Enter(_scope);
        _isHandling.Value = true;
        Task handling;
        try
        {
            handling = signal.HandleAsync(_setup.Target, e.Arguments, _setup.Serializer)
                ?? throw new InvalidOperationException($"The method that handles signal {e.Name} gave null in place of a task.");
        }
        catch (DurableException error) when (error.Code == "DS1005")
        {
            Block(error);
            return;
        }
        catch (Exception error)
        {
            handling = Task.FromException(error);
        }

        handling.ContinueWith(Handled, CancellationToken.None, TaskContinuationOptions.None, _scheduler);
    }

    /// <summary>What a handler throws ends the run as if the method had thrown it; of a cancelled run the method has the last word.</summary>
    private void Handled(Task handling)
    {
        // Of a run that has ended by then it is no unobserved exception either.
        _ = handling.Exception;
        if (handling.IsCompletedSuccessfully || _hasEnded || (IsCancelled && Thrown(handling) is OperationCanceledException))
            return;
        _root = handling;
        MarkEnded(handling);
    }

    private void AddWait(SignalOperation wait)
    {
        if (!SignalWaits.TryGetValue(wait.Name, out var waits))
            SignalWaits[wait.Name] = waits = new Queue<SignalOperation>();
        // Those that were given up leave here, so that a loop with a time limit doesn't pile them up.
        while (waits.TryPeek(out var oldest) && oldest.IsDelivered)
            waits.Dequeue();
        waits.Enqueue(wait);
    }

    private SignalOperation? TakeWait(string name)
    {
        while (SignalWaits.TryGetValue(name, out var waits) && waits.TryDequeue(out var wait))
        {
            if (!wait.IsDelivered)
                return wait;
        }

        return null;
    }

    private Queue<(long Sequence, SignalReceived Signal)> WaitingOf(string name)
    {
        if (!WaitingSignals.TryGetValue(name, out var waiting))
            WaitingSignals[name] = waiting = new Queue<(long, SignalReceived)>();
        return waiting;
    }

    /// <summary>What has arrived and nobody has wanted, in the order of arrival.</summary>
    private IEnumerable<RunEvent> WaitingMessages() =>
        WaitingSignals.Values.SelectMany(waiting => waiting).Select(waiting => (waiting.Sequence, Message: (RunEvent)waiting.Signal))
            .Concat(WaitingDeliveries.Values.SelectMany(waiting => waiting).Select(waiting => (waiting.Sequence, Message: (RunEvent)waiting.Delivery)))
            .Concat(UnseenCancellation())
            .OrderBy(waiting => waiting.Sequence).Select(waiting => waiting.Message);
}
