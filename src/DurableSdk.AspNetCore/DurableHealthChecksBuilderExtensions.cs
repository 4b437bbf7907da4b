using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DurableSdk;

/// <summary>DurableSdk among the health checks of an app.</summary>
public static class DurableHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of this program's host and its store: <c>services.AddHealthChecks().AddDurable()</c>, and <c>app.MapHealthChecks("/health")</c>. Each check reads a row of the store.
    /// </summary>
    /// <remarks>
    /// Healthy: it executes the runs, stands by for the host that does, or is a client only, and the store answers. Degraded: it hasn't heard yet whether it may execute. Else as <paramref name="failureStatus"/>
    /// says: the store doesn't answer, or refuses what is to be written; a newer version of the program has changed its schema (DS3003); the host was stopped. Blocked runs make nobody unhealthy, for
    /// a restart mends none: count them by the metric <c>durable.runs.blocked</c>.
    /// </remarks>
    /// <param name="builder">The app's health checks.</param>
    /// <param name="name">Of the check. Default: <c>durable</c>.</param>
    /// <param name="failureStatus">What is reported of what fails. Default: <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">By which the app chooses among checks. Default: none.</param>
    /// <param name="timeout">For one check, after which it has failed, also where the store hangs. Default: none, and whoever asks gives up; where a SQLite file is locked the store does, after its <c>BusyTimeout</c> (30 s).</param>
    public static IHealthChecksBuilder AddDurable(
        this IHealthChecksBuilder builder, string name = "durable", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(static services => new DurableHealthCheck(services.GetRequiredService<DurableClient>()));
        return builder.Add(new HealthCheckRegistration(name, static services => services.GetRequiredService<DurableHealthCheck>(), failureStatus, tags, timeout));
    }
}
