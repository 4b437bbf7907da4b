using System.Diagnostics.CodeAnalysis;
using DurableSdk.Errors;
using DurableSdk.Hosting;
using DurableSdk.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Worker;

/// <summary>The hosted service that executes runs: becomes the store's owner, or waits for it as a standby, and works until it is stopped.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "The sources have no timer and no wait handle; what still works, or stops once more, looks at them.")]
internal sealed partial class DurableWorker(DurableRuntime runtime) : IHostedService, IDisposable
{
    private static readonly TimeSpan LastMoments = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StandbyPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Without throwing; what comes next runs where the host's work runs.</summary>
    private const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly ILogger _logger = runtime.Loggers.CreateLogger<DurableWorker>();
    private readonly Outage _outage = new(runtime.Options.TimeProvider);
    private readonly WaitForStore _wait = new(runtime.Report);
    private Task _work = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => runtime.Execution.ApartAsync(() => BeginAsync(cancellationToken));

    public Task StopAsync(CancellationToken cancellationToken) => runtime.Execution.ApartAsync(() => EndAsync(cancellationToken));

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        CheckPipelines();
        if (runtime.Workflows.Keys.Count == 0)
            LogNoWorkflows(runtime.StoreDescription);
        var store = await runtime.OpenStoreAsync(cancellationToken);
        if (store.Projections is null && runtime.Options.Projections is [var projection, ..])
            throw ProjectionErrors.NotSupported(projection.Name, store.Description);
        _work = runtime.Execution.RunAsync(() => RunAsync(store));
    }

    /// <summary>A program that leaves workflows to others needn't have what their steps need; there a missing pipeline shows when a step wants it. So does a test that replaces its steps.</summary>
    private void CheckPipelines()
    {
        if (!runtime.Workflows.IsSubset && runtime.Options.StandIn is null)
            new ResiliencePipelines(runtime.Services).Check(runtime.Options.Manifests.Distinct().SelectMany(manifest => manifest.Pipelines));
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        runtime.Report.Stop();
        await runtime.Execution.CancelAsync(_stopping).ConfigureAwait(Quietly);
        await _work.WaitAsync(cancellationToken).ConfigureAwait(Quietly);
        if (_work.IsCompleted)
            return;
        // Nothing is written any more; what is left is to give up the ownership, unless the store itself hangs.
        await runtime.Execution.CancelAsync(_abandoned);
        await _work.WaitAsync(LastMoments, CancellationToken.None).ConfigureAwait(Quietly);
        if (!_work.IsCompleted)
            LogStuck(runtime.StoreDescription);
    }

    public void Dispose()
    {
        // Disposed without a stop: nothing may go on.
        runtime.Report.Stop();
        _stopping.Cancel();
        _abandoned.Cancel();
    }

    private async Task RunAsync(IEventStore store)
    {
        // Who asks no more waits for no answer.
        using var wait = _wait;
        var takeOver = runtime.Options.TakeOver;
        long? lost = null;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (await AcquireAsync(store, takeOver, lost) is not { } owner)
                    return;
                takeOver = false;
                await using (owner)
                    await WorkAsync(store, owner);
                lost = owner.Lost.IsCancellationRequested ? owner.Epoch : null;
            }
            catch (DurableException e) when (e.Code == "DS3003")
            {
                // Unlike all that mends itself: this program will never know the schema.
                runtime.Report.Enter(HostState.Outdated, e.Message);
                LogOutdated(store.Description, e.Message);
                return;
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                _wait.Failed(e);
                LogWorkFailed(e, store.Description);
                await PauseAsync();
            }
        }
    }

    /// <param name="store">The store.</param>
    /// <param name="takeOver">Whether the store is taken from a host that has it.</param>
    /// <param name="lost">The epoch of the ownership that was lost to another host, or given up because the store is another's by now; which of the two it was, the store says now.</param>
    private async Task<IRunOwner?> AcquireAsync(IEventStore store, bool takeOver, long? lost)
    {
        var isStandby = false;
        while (!_stopping.IsCancellationRequested)
        {
            if (await TryAcquireAsync(store, takeOver) is not var (owner, heldBy))
            {
                await PauseAsync();
                continue;
            }

            if (lost is { } epoch)
                LogLost(store.Description, epoch);
            lost = null;
            if (owner is not null)
            {
                LogAcquired(store.Description, owner.Epoch);
                return owner;
            }

            runtime.Report.Enter(HostState.Standby, heldBy is null ? "Another process executes the runs." : $"Process {heldBy.ProcessId} on {heldBy.Host} executes the runs.");
            if (!isStandby)
                LogStandby(store.Description, heldBy?.Host ?? "?", heldBy?.ProcessId ?? 0);
            isStandby = true;
            await PauseAsync();
        }

        return null;
    }

    /// <returns>Null where the store can't be asked now.</returns>
    private async Task<OwnershipResult?> TryAcquireAsync(IEventStore store, bool takeOver)
    {
        try
        {
            var info = new OwnerInfo(Environment.MachineName, Environment.ProcessId, runtime.Build, runtime.UtcNow);
            var result = await store.TryAcquireAsync(info, takeOver, _stopping.Token);
            _wait.Works();
            if (_outage.Worked() is { } lasted)
                LogReachable(store.Description, lasted);
            return result;
        }
        catch (Exception e) when (e is not DurableException { Code: "DS3003" } && !_stopping.IsCancellationRequested)
        {
            _wait.Failed(e);
            if (_outage.Failed())
                LogNotAcquired(e, store.Description, _outage.Lasts);
            return null;
        }
    }

    private async Task WorkAsync(IEventStore store, IRunOwner owner)
    {
        using var worker = new WorkerContext(runtime, store, owner, _logger);
        await using var stop = _stopping.Token.Register(worker.Stop);
        await using var abandon = _abandoned.Token.Register(worker.Abandon);
        // A stop doesn't wait for it: the next start says it again.
        _ = runtime.Execution.RunAsync(() => ReportForeignRunsAsync(worker));
        var projecting = Task.WhenAll(runtime.Options.Projections.Select(projection => new Projector(worker, projection).RunAsync()));
        runtime.Report.Enter(HostState.Executing, worker: worker);
        try
        {
            await new Dispatcher(worker).RunAsync();
        }
        finally
        {
            runtime.Report.Enter(HostState.Starting);
            worker.Stop();
            await projecting;
        }
    }

    /// <summary>What this program can't execute it leaves alone, but says so. Nothing waits for it: where a workflow isn't known, the store looks through all unfinished runs.</summary>
    private async Task ReportForeignRunsAsync(WorkerContext worker)
    {
        while (!worker.IsStopping)
        {
            try
            {
                foreach (var count in await worker.Store.CountUnknownAsync(runtime.Workflows.Keys, worker.Stopping))
                    LogForeign(worker.Store.Description, count.Count, count.Workflow, count.Version, count.Status);
                return;
            }
            catch (Exception e) when (!worker.IsStopping)
            {
                LogNotCounted(e, worker.Store.Description);
            }
            catch (Exception)
            {
                return;
            }

            await PauseAsync();
        }
    }

    private async Task PauseAsync() => await Task.Delay(StandbyPause, runtime.Options.TimeProvider, _stopping.Token).ConfigureAwait(Quietly);

    [LoggerMessage(40, LogLevel.Information, "This host executes the runs of {Store} (epoch {Epoch}).")]
    private partial void LogAcquired(string store, long epoch);

    [LoggerMessage(41, LogLevel.Warning, "DS3007: {Store} is owned by process {ProcessId} on {Host}; this host waits as a standby and takes over when the other is gone.")]
    private partial void LogStandby(string store, string host, int processId);

    [LoggerMessage(42, LogLevel.Error, "DS3006: another host has taken over {Store}; this one (epoch {Epoch}) appends nothing more and waits as a standby.")]
    private partial void LogLost(string store, long epoch);

    [LoggerMessage(43, LogLevel.Error, "{Store} can't be asked for its ownership, for {Duration} by now; tried again twice a second. Nothing recorded is lost.")]
    private partial void LogNotAcquired(Exception exception, string store, TimeSpan duration);

    [LoggerMessage(64, LogLevel.Warning, "{Store} can be asked for its ownership again, after {Duration}.")]
    private partial void LogReachable(string store, TimeSpan duration);

    [LoggerMessage(65, LogLevel.Error, "The worker on {Store} failed; it starts again in a moment.")]
    private partial void LogWorkFailed(Exception exception, string store);

    [LoggerMessage(66, LogLevel.Warning, "This program is to execute the runs of {Store} and has no workflow. It keeps the store from other hosts and executes nothing. Set ExecuteRuns = false where it is only a client, "
        + "or call AddDurable in the project that has the workflows, or references them.")]
    private partial void LogNoWorkflows(string store);

    [LoggerMessage(63, LogLevel.Error, "This host executes no runs of {Store} any more and leaves them to a newer version of the program. {Report}")]
    private partial void LogOutdated(string store, string report);

    [LoggerMessage(45, LogLevel.Error, "{Store} didn't answer when the host stopped; the next start goes on from what is recorded.")]
    private partial void LogStuck(string store);

    [LoggerMessage(46, LogLevel.Warning, "{Store} couldn't be asked for runs that this program doesn't know; tried again in half a second.")]
    private partial void LogNotCounted(Exception exception, string store);

    [LoggerMessage(44, LogLevel.Warning, "DS3002: {Store} holds {Count} unfinished runs of {Workflow} version {Version} ({Status}), which this program doesn't know. They are left alone.")]
    private partial void LogForeign(string store, long count, string workflow, int version, RunStatus status);
}
