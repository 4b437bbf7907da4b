using System.Data.Common;
using DurableSdk.Hosting;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Events that a projection gets in one transaction. It may outlive its transaction, and can't write any more then.</summary>
internal sealed class ProjectionBatch
{
    /// <summary>Commits wait for the batch: what is left after this time gets a transaction of its own.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly WorkerContext _worker;
    private readonly Projection _projection;
    private readonly List<SubscribedEvent> _events = [];
    private Task _running = Task.CompletedTask;

    /// <exception cref="DurableException">The first event can't be decoded.</exception>
    public ProjectionBatch(WorkerContext worker, Projection projection, IReadOnlyList<PositionedEvent> events)
    {
        _worker = worker;
        _projection = projection;
        foreach (var e in events)
        {
            try
            {
                _events.Add(SubscribedEvent.Of(e, worker.Runtime.Events));
            }
            catch (DurableException) when (_events.Count > 0)
            {
                // Those before it are done first.
                break;
            }
        }
    }

    /// <summary>How many events the handler is done with.</summary>
    public int Done { get; private set; }

    /// <summary>When the last event that the handler is done with was recorded.</summary>
    public DateTimeOffset DoneUntil => _events[Done - 1].Entry.At;

    /// <summary>Whether the handler is why the batch has failed: it threw, or hasn't come to an end.</summary>
    public bool IsAtFault { get; private set; }

    public Task<long> RunAsync(DbTransaction transaction, CancellationToken over)
    {
        var running = HandleAsync(transaction, over);
        _running = running;
        return running;
    }

    /// <summary>The next attempt begins when this one has returned, or after the grace period.</summary>
    public async Task WaitAsync() =>
        await Task.WhenAny(_running, Task.Delay(_worker.Options.StepGracePeriod, _worker.Options.TimeProvider, _worker.Stopping));

    private async Task<long> HandleAsync(DbTransaction transaction, CancellationToken over)
    {
        var time = _worker.Options.TimeProvider;
        var begun = time.GetTimestamp();
        do
        {
            IsAtFault = true;
            await _projection.Handler(_events[Done], transaction, over);
            over.ThrowIfCancellationRequested();
            IsAtFault = false;
            Done++;
        }
        while (Done < _events.Count && time.GetElapsedTime(begun) < Slice);
        return _events[Done - 1].Position;
    }
}
