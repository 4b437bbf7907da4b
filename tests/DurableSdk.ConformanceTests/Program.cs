using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DurableSdk.Sqlite;

namespace DurableSdk.ConformanceTests;

/// <summary>A process that works on one case's run: starts it if it is the first, dies as told, or says what the run came to.</summary>
internal static class Program
{
    /// <param name="args">The case, the database, the number of the process, and when it dies.</param>
    private static async Task Main(string[] args)
    {
        var subject = CaseList.All.Single(one => one.Name == args[0]);
        var process = int.Parse(args[2], CultureInfo.InvariantCulture);
        var world = new CaseHost(subject);
        if (long.TryParse(args[3], CultureInfo.InvariantCulture, out var sequence))
            DieAfter(world, new Crash(sequence));
        var store = new SqliteEventStore(new SqliteStoreOptions { ConnectionString = $"Data Source={args[1]}" }, TimeProvider.System, world.Log);
        var host = await world.StartAsync(store, process);
        if (process == 1)
            await world.StartRunAsync(host);
        // A process that dies of the run may have time to record a block, and must not end by it.
        var outcome = await world.EndAsync(orBlock: args[3] != RealProcess.OfItself);
        Console.WriteLine(RealProcess.Prefix + JsonSerializer.Serialize(outcome));
        await host.StopAsync();
    }

    private static void DieAfter(CaseHost world, Crash crash) => world.Probe.OnCall = call =>
    {
        if (crash.IsNow(call))
            Process.GetCurrentProcess().Kill();
    };
}
