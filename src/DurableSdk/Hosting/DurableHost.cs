using System.ComponentModel;
using System.Runtime.ExceptionServices;
using DurableSdk.CompilerServices;
using DurableSdk.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSdk;

/// <summary>Durable workflows in a program without a generic host, such as a console program. Dispose it to stop gracefully.</summary>
public sealed class DurableHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TimeSpan _shutdownTimeout;
    private int _disposed;

    /// <summary>The thread of a user interface may be blocked by who waits for the host. A test's loop isn't to be left.</summary>
    private static bool StaysWhereItIs => SynchronizationContext.Current is null;

    private DurableHost(ServiceProvider services, TimeSpan shutdownTimeout)
    {
        _services = services;
        _shutdownTimeout = shutdownTimeout;
        Client = services.GetRequiredService<DurableClient>();
    }

    /// <summary>Starts, controls and looks at runs.</summary>
    public DurableClient Client { get; }

    /// <summary>What workflows and steps are built from.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Opens the store, goes on with unfinished runs and executes new ones, until the host is disposed.</summary>
    /// <param name="configure">Names the store and registers services: <c>o => o.UseSqlite("Data Source=app.db")</c>.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <exception cref="DurableException">DS3001: the generator couldn't see this call; DS3003 to DS3005: the store can't be opened;
    /// DS3008: no store; DS3010: an option is out of its range.</exception>
    public static Task<DurableHost> StartAsync(Action<DurableOptions> configure, CancellationToken cancel = default) =>
        StartAsync(configure, [], cancel);

    /// <summary>For generated code: the call with the manifests of the program and its libraries.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static async Task<DurableHost> StartAsync(Action<DurableOptions> configure, DurableManifest[] manifests, CancellationToken cancel)
    {
        var collection = new ServiceCollection();
        collection.AddDurable(configure, manifests);
        collection.TryAddSingleton<ILoggerFactory, StandardErrorLoggerFactory>();
        collection.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        var services = collection.BuildServiceProvider();
        try
        {
            foreach (var service in services.GetServices<IHostedService>())
                await service.StartAsync(cancel).ConfigureAwait(StaysWhereItIs);
            return new DurableHost(services, services.GetRequiredService<DurableRuntime>().Options.ShutdownTimeout);
        }
        catch
        {
            await services.DisposeAsync().ConfigureAwait(StaysWhereItIs);
            throw;
        }
    }

    /// <summary>
    /// Stops gracefully: no new steps, running steps get their token and <see cref="DurableOptions.ShutdownTimeout"/> to end, what was finished is committed. Unfinished
    /// runs go on at the next start.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await using var services = _services.ConfigureAwait(StaysWhereItIs);
        using var timeout = new CancellationTokenSource(_shutdownTimeout);
        ExceptionDispatchInfo? failure = null;
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            // One that can't be stopped leaves the others to be stopped all the same.
            try
            {
                await service.StopAsync(timeout.Token).ConfigureAwait(StaysWhereItIs);
            }
            catch (Exception e)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
    }
}
