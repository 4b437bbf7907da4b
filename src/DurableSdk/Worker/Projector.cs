using DurableSdk.Errors;
using DurableSdk.Hosting;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Worker;

/// <summary>Keeps one projection up to the events, as long as this host owns the store. What fails waits and is tried again; the runs and the other projections go on.</summary>
internal sealed partial class Projector(WorkerContext worker, Projection projection)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = worker.Log;
    private readonly IProjectionTransactions _transactions = worker.Store.Projections!;
    private readonly CancellationToken _stopping = worker.Stopping;
    private long? _position;

    /// <summary>The event with which it goes on; null until it is read. Positions have gaps, so it isn't told from where the projection stands.</summary>
    private long? _next;

    /// <summary>Whether it has waited since it last got an event.</summary>
    private bool _isWoken;

    private int _limit = projection.Subscription.BatchSize;
    private TimeSpan _pause = FirstPause;

    public async Task RunAsync()
    {
        // Whoever begins it isn't to run the handlers.
        await Task.Yield();
        while (!worker.IsStopping)
        {
            try
            {
                if (!await GoOnAsync())
                    return;
            }
            catch (Exception) when (worker.IsStopping)
            {
                return;
            }
            catch (Exception e)
            {
                // Who reads the line may count on the pause having begun.
                var pause = Task.Delay(_pause, worker.Options.TimeProvider, _stopping);
                LogFailed(e);
                await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            }
        }
    }

    /// <returns>False where there is nothing more to do.</returns>
    private async Task<bool> GoOnAsync()
    {
        _next = null;
        var position = _position ??= await OpenAsync();
        var events = await worker.Store.ReadAllAsync(position, _limit, _stopping);
        if (events.Count == 0)
            return await WaitAsync(position);
        _isWoken = false;
        _next = events[0].Position;
        var batch = new ProjectionBatch(worker, projection, events);
        try
        {
            return await ProjectAsync(batch, position);
        }
        catch (Exception) when (batch is { IsAtFault: true, Done: > 0 } && !worker.IsStopping)
        {
            // Those before the one that failed are done without it; then it is the first, and what it fails by is told.
            await batch.WaitAsync();
            _limit = batch.Done;
            return true;
        }
        catch
        {
            await batch.WaitAsync();
            _limit = 1;
            throw;
        }
    }

    /// <summary>Woken for nothing, it finds out whether somebody has moved it, or deleted it.</summary>
    private async Task<bool> WaitAsync(long position)
    {
        if (_isWoken)
        {
            _isWoken = false;
            if ((await worker.Store.ListSubscriptionsAsync(_stopping)).FirstOrDefault(one => one.Name == projection.Name) is not { } stands)
                return StandStill();
            _position = stands.Position;
            if (stands.Position < position)
                return true;
        }

        await worker.Store.WaitForMoreAsync(_position ?? position, _stopping);
        _isWoken = true;
        return true;
    }

    private bool StandStill()
    {
        LogDeleted(projection.Name);
        return false;
    }

    private async Task<long> OpenAsync()
    {
        var begin = await projection.Subscription.BeginAsync(worker.Store, _stopping);
        return (await worker.Store.OpenSubscriptionAsync(projection.Name, begin, worker.Runtime.UtcNow, _stopping)).Position;
    }

    /// <summary>Where the subscription stands elsewhere, somebody has moved it, or a commit whose answer was lost: from there it goes on.</summary>
    private async Task<bool> ProjectAsync(ProjectionBatch batch, long position)
    {
        var stands = await _transactions.MoveInTransactionAsync(projection.Name, position, batch.RunAsync, worker.Runtime.UtcNow, worker.Abandoned);
        if (stands is null)
            return StandStill();
        // Where somebody has moved it, nothing was done.
        if (batch.Done > 0)
            worker.Runtime.Metrics.Projected(projection.Name, batch.Done, worker.Runtime.UtcNow - batch.DoneUntil);
        _position = stands.Position;
        _limit = projection.Subscription.BatchSize;
        _pause = FirstPause;
        return true;
    }

    private void LogFailed(Exception e)
    {
        worker.Runtime.Metrics.ProjectionFailed(projection.Name);
        var error = e is DurableException ? e.Message : ExceptionTraces.Of(e);
        if (_next is { } next)
            LogFailed(projection.Name, next, _pause, error);
        else
            LogUnread(projection.Name, _position ?? 0, _pause, error);
    }

    [LoggerMessage(50, LogLevel.Error, "DS4041: projection {Projection} failed on the event at position {Position}; what it wrote of it was undone, and it is tried again after {Pause}. {Error}")]
    private partial void LogFailed(string projection, long position, TimeSpan pause, string error);

    [LoggerMessage(52, LogLevel.Error, "DS4041: projection {Projection} can't read what comes behind position {Position}, and tries again after {Pause}. {Error}")]
    private partial void LogUnread(string projection, long position, TimeSpan pause, string error);

    [LoggerMessage(51, LogLevel.Warning, "DS4042: the subscription of projection {Projection} was deleted, so the projection stands still. At the next start of the host it begins anew, on the tables as they are.")]
    private partial void LogDeleted(string projection);
}
