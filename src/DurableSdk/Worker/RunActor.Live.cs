using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>The loop.</summary>
internal sealed partial class RunActor
{
    /// <summary>What comes next once everything is committed.</summary>
    private enum Next
    {
        /// <summary>There is more to commit.</summary>
        Commit,

        /// <summary>There is nothing left to do but to wait.</summary>
        Wait,

        /// <summary>The run has ended here: finished, or somebody else's.</summary>
        End,
    }

    /// <summary>
    /// Commits, applies and does what the code asks for until it waits, then waits for what happens. Each step waits twice, for its outcome and for the disk: both waits stand here, in a method that lasts
    /// as long as the run is in memory, and so make nothing that has to be collected.
    /// </summary>
    private async Task<Standing?> LiveAsync()
    {
        while (true)
        {
            if (_outbox.Count > 0)
            {
                var (append, entries) = await EncodeOutboxAsync();
                var begun = _worker.Runtime.Metrics.BeginAppend();
                AppendResult result;
                try
                {
                    result = await _worker.Owner.AppendAsync(append, _worker.Abandoned);
                }
                catch (Exception e) when (!_worker.IsOver)
                {
                    result = await ProposeAgainAsync(append, e);
                }

                _worker.Runtime.Metrics.Appended(begun);
                if (!await AcceptAsync(append, entries, result))
                    return _refused;
            }

            var next = await AdvanceAsync();
            if (next == Next.End)
                return _refused;
            if (next == Next.Commit)
                continue;
            if (CanLetGo())
                return StandingNow();
            await RestAsync();
            await DropWhileWaitingAsync();
            // Without the token of abandonment, which would cost something at each wait: all runs are woken for it.
            _worker.Abandoned.ThrowIfCancellationRequested();
            await _inputs.WaitAsync();
            await HandleAllAsync();
        }
    }

    private async ValueTask HandleAllAsync()
    {
        _worker.Abandoned.ThrowIfCancellationRequested();
        while (_inputs.Take() is { } input)
            await HandleAsync(input);
    }
}
