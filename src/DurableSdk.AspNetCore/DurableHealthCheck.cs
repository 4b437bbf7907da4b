using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DurableSdk;

/// <summary>Whether this program does what it is there for: by what its host says of itself, and by a look into the store.</summary>
internal sealed class DurableHealthCheck(DurableClient client) : IHealthCheck
{
    /// <summary>There is none; the store must look all the same.</summary>
    private const string AnyRun = "health-check";

    private readonly Lock _lock = new();
    private Task _look = Task.CompletedTask;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failed = context.Registration.FailureStatus;
        var status = client.HostStatus;
        if (Failure(status) is { } failure)
            return new HealthCheckResult(failed, failure, data: Data(status));
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new HealthCheckResult(failed, $"{status.Store} can't be read. {e.Message}", e, Data(status));
        }

        return new HealthCheckResult(status.State == HostState.Starting ? HealthStatus.Degraded : HealthStatus.Healthy, Description(status), data: Data(status));
    }

    /// <summary>A store that hangs keeps the thread that looks. So that is one for all who ask, however often they come, and none of them waits for longer than it wants to.</summary>
    private Task LookAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_look.IsCompleted)
            {
                _look = Task.Run(() => client.GetRunAsync(AnyRun), CancellationToken.None);
                // How it fails when nobody waits any more, nobody hears.
                _ = _look.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            return _look.WaitAsync(cancel);
        }
    }

    private static string? Failure(HostStatus status) => status switch
    {
        { State: HostState.Stopped } => $"The host of {status.Store} has been stopped.",
        { State: HostState.Outdated } => status.Detail,
        { FailingSince: { } since } => $"{status.Store} refuses what this host has to do, since {since.ToString("u", CultureInfo.InvariantCulture)}; it is tried again. {status.Failure}",
        _ => null,
    };

    private static string Description(HostStatus status) => status.State switch
    {
        HostState.Executing => $"Executes the runs of {status.Store}.",
        HostState.Standby => $"Stands by for {status.Store}. {status.Detail}",
        HostState.Client => $"A client of {status.Store}; another program executes its runs.",
        _ => $"About to execute the runs of {status.Store}.",
    };

    private static Dictionary<string, object> Data(HostStatus status) => new(StringComparer.Ordinal)
    {
        ["state"] = status.State.ToString(),
        ["since"] = status.Since,
        ["runsInMemory"] = status.RunsInMemory,
        ["stepsRunning"] = status.StepsRunning,
    };
}
