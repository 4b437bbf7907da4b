using System.Diagnostics;

namespace DurableSdk.Sqlite.Writing;

/// <summary>From what waits to a group, on whatever thread has the turn.</summary>
internal sealed partial class Writer
{
    /// <summary>
    /// On the caller's own thread, where the connection is free, nothing waits and nothing is likely to come: who has nothing else to do meanwhile is spared two changes of thread, which may take as long as a flush.
    /// </summary>
    private bool TryRunHere(WriteOperation operation)
    {
        if (_queued > 0 || _pace.ExpectsCompany || !_turn.TryEnter())
            return false;
        try
        {
            if (_closed || _abandoned || _taken.Count + _alone.Count > 0)
                return false;
            _group.Clear();
            // The writer's thread is there to wait for another process; the caller's isn't.
            return !Take(operation) || RunGroup(waits: false);
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <returns>False where nothing waits.</returns>
    private bool TryRunGroup()
    {
        Gather();
        lock (_turn)
        {
            if (!FillGroup())
                return false;
            RunGroup(waits: true);
            return true;
        }
    }

    private void Gather()
    {
        var begun = Stopwatch.GetTimestamp();
        while (!_closed && _pace.IsToWait(_taken.Count + _alone.Count + _queued, Stopwatch.GetElapsedTime(begun)))
            Thread.Yield();
    }

    /// <summary>
    /// Takes the next group, what came meanwhile included; false where nothing waits. What runs alone and the groups of others take turns: neither
    /// waits for a whole queue of the other kind.
    /// </summary>
    private bool FillGroup()
    {
        _group.Clear();
        if (_aloneIsNext && TakeAlone())
            return true;
        var rows = 0;
        while (rows < _options.GroupCommitRowsMax && (_taken.Count > 0 || SwapQueues()))
        {
            var operation = _taken.Dequeue();
            if (operation.RunsAlone)
                _alone.Enqueue(operation);
            else if (Take(operation))
                rows += operation.Rows;
        }

        _aloneIsNext = true;
        return _group.Count > 0 || TakeAlone();
    }

    private bool TakeAlone()
    {
        _aloneIsNext = false;
        while (_alone.TryDequeue(out var operation))
        {
            if (Take(operation))
                return true;
        }

        return false;
    }

    /// <summary>False where nobody wants it any more.</summary>
    private bool Take(WriteOperation operation)
    {
        if (operation.Cancel.IsCancellationRequested)
        {
            operation.Canceled();
            return false;
        }

        _group.Add(operation);
        return true;
    }

    private bool SwapQueues()
    {
        lock (_gate)
        {
            (_queue, _taken) = (_taken, _queue);
            _queued = 0;
            return _taken.Count > 0;
        }
    }
}
