using System.ComponentModel;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Hosting;
using DurableSdk.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSdk;

/// <summary>Adds durable workflows to an app with a generic host, ASP.NET Core included.</summary>
public static class DurableServiceCollectionExtensions
{
    /// <summary>
    /// Registers every workflow of the app and its libraries, a <see cref="DurableClient"/>, and a hosted service that executes runs and
    /// goes on with unfinished ones at start.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Names the store: <c>o => o.UseSqlite("Data Source=app.db")</c>.</param>
    /// <exception cref="DurableException">DS3001: the generator couldn't see this call; DS3008: no store; DS3010: an option is out of its range;
    /// DS3011: called before.</exception>
    public static IServiceCollection AddDurable(this IServiceCollection services, Action<DurableOptions> configure) =>
        services.AddDurable(configure, []);

    /// <summary>For generated code: the call with the manifests of the program and its libraries.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IServiceCollection AddDurable(
        this IServiceCollection services, Action<DurableOptions> configure, DurableManifest[] manifests)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(DurableRuntime)))
            throw HostingErrors.AddedTwice();
        var options = new DurableOptions(services);
        options.Manifests.AddRange(manifests);
        configure(options);
        if (options.Manifests.Count == 0 && options.ExecuteRuns)
            throw HostingErrors.NoManifest();
        if (options.StoreFactory is null)
            throw HostingErrors.NoStore();
        OptionChecks.Check(options);
        AddWorkflows(services, options.Manifests);
        services.AddSingleton(provider => new DurableRuntime(
            options, provider, provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance));
        services.AddSingleton(provider => new DurableClient(provider.GetRequiredService<DurableRuntime>()));
        if (options.ExecuteRuns)
            services.AddHostedService(provider => new DurableWorker(provider.GetRequiredService<DurableRuntime>()));
        else
            services.AddHostedService(provider => new StoreOpening(provider.GetRequiredService<DurableRuntime>()));
        return services;
    }

    /// <summary>A workflow that calls another may have it injected. How the app registers one itself stands.</summary>
    private static void AddWorkflows(IServiceCollection services, IEnumerable<DurableManifest> manifests)
    {
        foreach (var workflow in manifests.SelectMany(manifest => manifest.Workflows))
        {
            if (workflow.Service is { } type)
                services.TryAddTransient(type);
        }
    }
}
