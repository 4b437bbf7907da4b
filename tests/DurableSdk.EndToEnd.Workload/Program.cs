using System.Runtime.InteropServices;
using DurableSdk;
using DurableSdk.EndToEnd.Workload;
using Microsoft.Extensions.DependencyInjection;

// Starts a set of runs and waits until all have ended; says on standard output how far it is. The tests kill it.
var arguments = WorkloadArguments.Parse(args);
using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
using var journal = arguments.Mailboxes + arguments.Tills == 0 ? new Journal(arguments.Journal, arguments.Incarnation) : null;
using var followers = arguments.Follow ? new EventFollowers(arguments.Journal) : null;
try
{
    await using var host = await DurableHost.StartAsync(o =>
    {
        o.UseSqlite(new SqliteStoreOptions { ConnectionString = $"Data Source={arguments.Database}", BusyTimeout = arguments.BusyTimeout });
        o.EvictAfterEveryAwait = arguments.Evict;
        o.ExecuteRuns = arguments.ExecuteRuns;
        o.TakeOver = arguments.TakeOver;
        o.CrashedRecoveriesMax = arguments.CrashedRecoveriesMax;
        if (followers is not null)
            o.AddProjection(EventFollowers.Projection, followers.InsertAsync);
        if (journal is not null)
            o.Services.AddSingleton(new StepWork(journal, arguments.Pace));
        o.Services.AddScoped<IPricing, Pricing>();
    });
    Console.WriteLine("READY");
    var following = followers?.FollowAsync(host.Client, stop.Token);
    if (arguments.Mailboxes > 0)
    {
        await (arguments.Doors ? DoorRound.RunAsync(host.Client, arguments, stop.Token) : MailRound.RunAsync(host.Client, arguments, stop.Token));
    }
    else if (arguments.Mixed)
    {
        await MixedSet.RunAsync(host.Client, arguments.Runs, stop.Token);
    }
    else if (arguments.Tills > 0)
    {
        await TillRound.RunAsync(host.Client, arguments, stop.Token);
    }
    else if (arguments.Trees)
    {
        var trees = await TreeSet.StartAsync(host.Client, arguments.Runs, stop.Token);
        Console.WriteLine("STARTED");
        await TreeSet.WaitAsync(trees, stop.Token);
    }
    else if (arguments.Refunds)
    {
        var refunds = await RefundSet.StartAsync(host.Client, arguments.Runs, stop.Token);
        Console.WriteLine("STARTED");
        await RefundSet.WaitAsync(refunds, stop.Token);
    }
    else
    {
        var runs = await (arguments.Effects ? EffectSet.StartAsync(host.Client, arguments.Runs, stop.Token) : RunSet.StartAsync(host.Client, arguments.Runs, stop.Token));
        Console.WriteLine("STARTED");
        await RunSet.WaitAsync(runs, stop.Token);
    }

    if (following is not null)
        await Task.WhenAny(following, EventFollowers.CatchUpAsync(host.Client, stop.Token)).Unwrap();
    Console.WriteLine("DONE");
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("STOPPED");
}
