namespace DurableSdk.Benchmarks;

/// <summary>Hosts as a user has them: the defaults, and a file.</summary>
internal static class BenchHost
{
    public static Task<DurableHost> StartAsync(string file, Action<DurableOptions>? configure = null) =>
        StartAsync(o => o.UseSqlite($"Data Source={file}"), configure);

    public static Task<DurableHost> StartInMemoryAsync() => StartAsync(o => o.UseInMemory(), null);

    /// <summary>Starts and looks, and executes nothing.</summary>
    public static Task<DurableHost> StartClientAsync(string file) => StartAsync(file, o => o.ExecuteRuns = false);

    private static Task<DurableHost> StartAsync(Action<DurableOptions> useStore, Action<DurableOptions>? configure) =>
        DurableHost.StartAsync(o =>
        {
            useStore(o);
            configure?.Invoke(o);
        });
}
