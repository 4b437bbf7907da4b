using System.Collections.Concurrent;
using DurableSdk.Hosting;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Worker;

/// <summary>Claims runs and keeps an actor for each that is in memory. One loop for all that can wake a run.</summary>
internal sealed partial class Dispatcher(WorkerContext worker)
{
    private const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    /// <summary>By one claim; the next follows at once where there are more.</summary>
    private const int ClaimsMax = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, RunActor> _actors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RunActor, Task> _tasks = new();
    private readonly Turns _turns = new(worker.Execution);
    private volatile TaskCompletionSource _signal = worker.Execution.NewSignal();
    private volatile bool _isCut;
    private TimerEntry? _nextWake;
    private DateTimeOffset? _wakeAt;
    private Task? _work;

    private readonly ILogger _log = worker.Log;

    /// <summary>Ends when the host stops or the ownership is lost, after every run in memory has come to rest.</summary>
    public async Task RunAsync()
    {
        OpenIntake();
        await using var abandon = worker.Abandoned.UnsafeRegister(static dispatcher => ((Dispatcher)dispatcher!).WakeAll(), this);
        try
        {
            await ClaimUntilStoppedAsync();
        }
        finally
        {
            CloseIntake();
        }

        WakeAll();
        await Task.WhenAll(_tasks.Values);
    }

    private async Task ClaimUntilStoppedAsync()
    {
        using var wait = new WaitForStore(worker.Runtime.Report);
        while (!worker.IsStopping)
        {
            try
            {
                var hasMore = await ClaimAsync();
                wait.Works();
                if (!hasMore)
                    await WaitAsync();
            }
            catch (OperationCanceledException) when (worker.IsStopping)
            {
                break;
            }
            catch (Exception) when (worker.Owner.Lost.IsCancellationRequested)
            {
                // What the store says to who has lost it is of no account.
                break;
            }
            catch (Exception e)
            {
                wait.Failed(e);
                LogClaimFailed(e, worker.Store.Description);
                await Task.Delay(Pause, worker.Options.TimeProvider, worker.Stopping).ConfigureAwait(Quietly);
            }
        }
    }

    private void WakeAll() => PostToAll(new Wake());

    /// <summary>In an order that a test can repeat: the dictionary's own differs from process to process.</summary>
    private void PostToAll(RunInput input)
    {
        foreach (var actor in _actors.Values.OrderBy(actor => actor.RunId, StringComparer.Ordinal))
            actor.Post(input);
    }

    /// <returns>Whether there may be more to claim right now.</returns>
    private async Task<bool> ClaimAsync()
    {
        _signal = worker.Execution.NewSignal();
        ClaimResult claim;
        using (await _turns.TakeAsync())
            claim = await ClaimUpToAsync(BeginClaim());
        WakeAt(claim.NextWakeAt);
        _isCut = claim.MayHaveMore;
        var hasRoom = HasRoom();
        MakeRoom(isWanted: _isCut && !hasRoom);
        return _isCut && hasRoom;
    }

    /// <summary>Those that come to wait later see for themselves that room is wanted.</summary>
    private void MakeRoom(bool isWanted)
    {
        var isNews = isWanted && !worker.IsCrowded;
        worker.IsCrowded = isWanted;
        if (isNews)
            PostToAll(new RoomWanted());
    }

    private async Task<ClaimResult> ClaimUpToAsync(int limit)
    {
        try
        {
            var request = new ClaimRequest(worker.Runtime.Workflows.Keys, limit, worker.Runtime.UtcNow);
            var claim = await worker.Owner.ClaimAsync(request, worker.Stopping);
            foreach (var run in claim.Runs)
                TakeClaimed(run);
            return claim;
        }
        finally
        {
            EndClaim();
        }
    }

    private void WakeAt(DateTimeOffset? time)
    {
        if (time == _wakeAt && _nextWake is null or { IsOver: false })
            return;
        _nextWake?.Cancel();
        _wakeAt = time;
        _nextWake = time is { } wake ? worker.Timers.Add(wake, Signal) : null;
    }

    private void TakeClaimed(ClaimedRun run)
    {
        if (run.IsNew)
            Begin(run);
        else if (_actors.TryGetValue(run.RunId, out var known))
            known.Post(run.Status.IsFinished() ? new RunTerminated() : new InboxArrived());
    }

    private void Begin(ClaimedRun run)
    {
        var actor = new RunActor(worker, run, worker.Runtime.Workflows.Find(run.Workflow)!);
        _actors[run.RunId] = actor;
        worker.RunBegins();
        var driver = new Task<Task>(() => DriveAsync(actor), CancellationToken.None);
        _tasks[actor] = driver.Unwrap();
        driver.Start(worker.Execution.SchedulerOfRuns);
    }

    private async Task DriveAsync(RunActor actor)
    {
        Standing? standing = null;
        try
        {
            standing = await actor.RunAsync();
        }
        catch (Exception) when (worker.IsOver)
        {
            // The ownership is over, and what the store says to it then is of no account: the next owner finds the run by itself.
        }
        catch (Exception e)
        {
            LogDriverFailed(e, actor.RunId, actor.Definition.Key.Name);
            standing = new Standing(RunStatus.Running, worker.Runtime.UtcNow + Pause);
        }

        worker.RunEnds();
        if (standing is not null)
            await ReleaseAsync(actor, standing);
        // It may be claimed again by now, for another.
        _actors.TryRemove(KeyValuePair.Create(actor.RunId, actor));
        _tasks.TryRemove(actor, out _);
        // A release tells the store, and so the wait for work; an end makes room, which matters only where runs had to wait for it.
        if (_isCut)
            Signal();
    }

    /// <summary>Until it succeeds: a run that stays claimed without a driver would go on only after the next start.</summary>
    private async Task ReleaseAsync(RunActor actor, Standing standing)
    {
        using var wait = new WaitForStore(worker.Runtime.Report);
        for (var isAgain = false; !worker.IsOver; isAgain = true)
        {
            try
            {
                await (isAgain ? ReleaseAgainAsync(actor, standing) : ReleaseOnceAsync(actor, standing));
                return;
            }
            catch (Exception e) when (!worker.IsOver)
            {
                wait.Failed(e);
                LogReleaseFailed(e, actor.RunId, actor.Definition.Key.Name);
            }
            catch (Exception)
            {
                // The ownership is over, and what the store says to it then is of no account: the next owner finds the run by itself.
            }

            await Task.Delay(Pause, worker.Options.TimeProvider, worker.Abandoned).ConfigureAwait(Quietly);
        }
    }

    private Task ReleaseOnceAsync(RunActor actor, Standing standing) =>
        worker.Owner.ReleaseAsync(actor.RunId, standing.Status, standing.WakeAt, standing.InboxLeft, worker.Abandoned).AsTask();

    /// <summary>One that was committed although it failed may have led to a new claim, which isn't ours to end, nor is what it was ended by. None is under way meanwhile, and who was claimed since stands in this one's place, or did.</summary>
    private async Task ReleaseAgainAsync(RunActor actor, Standing standing)
    {
        using var turn = await _turns.TakeAsync();
        if (_actors.GetValueOrDefault(actor.RunId) == actor)
            await ReleaseOnceAsync(actor, standing);
    }

    private async Task WaitAsync()
    {
        _work ??= worker.Owner.WaitForWorkAsync(worker.Stopping).AsTask();
        await Task.WhenAny(_work, _signal.Task);
        if (!_work.IsCompleted)
            return;
        var work = _work;
        _work = null;
        await work;
    }

    private void Signal() => _signal.TrySetResult();

    [LoggerMessage(20, LogLevel.Error, "{Store} can't be asked for work; tried again in a second.")]
    private partial void LogClaimFailed(Exception exception, string store);

    [LoggerMessage(21, LogLevel.Error, "The driver of run {RunId} of {Workflow} failed; the run is taken up again in a second.")]
    private partial void LogDriverFailed(Exception exception, string runId, string workflow);

    [LoggerMessage(22, LogLevel.Error, "Run {RunId} of {Workflow} could not be let go; tried again in a second.")]
    private partial void LogReleaseFailed(Exception exception, string runId, string workflow);
}
