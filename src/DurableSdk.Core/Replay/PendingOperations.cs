using System.Collections;

namespace DurableSdk.Replay;

/// <summary>What the code waits for, in the order in which it was asked for. The operations themselves are the links: a step would be a node more each.</summary>
internal sealed class PendingOperations : IReadOnlyCollection<Operation>
{
    private Operation? _first;
    private Operation? _last;

    public int Count { get; private set; }

    public void Add(Operation operation)
    {
        operation.IsPending = true;
        operation.PendingBefore = _last;
        if (_last is null)
            _first = operation;
        else
            _last.PendingAfter = operation;
        _last = operation;
        Count++;
    }

    /// <returns>False where it isn't one of them any more.</returns>
    public bool Remove(Operation operation)
    {
        if (!operation.IsPending)
            return false;
        var (before, after) = (operation.PendingBefore, operation.PendingAfter);
        if (before is null)
            _first = after;
        else
            before.PendingAfter = after;
        if (after is null)
            _last = before;
        else
            after.PendingBefore = before;
        Leave(operation);
        Count--;
        return true;
    }

    public void Clear()
    {
        for (var next = _first; next is not null;)
        {
            var operation = next;
            next = operation.PendingAfter;
            Leave(operation);
        }

        _first = null;
        _last = null;
        Count = 0;
    }

    public IEnumerator<Operation> GetEnumerator()
    {
        for (var operation = _first; operation is not null; operation = operation.PendingAfter)
            yield return operation;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Leave(Operation operation)
    {
        operation.IsPending = false;
        operation.PendingBefore = null;
        operation.PendingAfter = null;
    }
}
