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
using var journal = arguments.Mailboxes == 0 ? new Journal(arguments.Journal, arguments.Incarnation) : null;
try
{
    await using var host = await DurableHost.StartAsync(o =>
    {
        o.UseSqlite($"Data Source={arguments.Database}");
        o.EvictAfterEveryAwait = arguments.Evict;
        o.ExecuteRuns = arguments.ExecuteRuns;
        o.TakeOver = arguments.TakeOver;
        o.CrashedRecoveriesMax = arguments.CrashedRecoveriesMax;
        if (journal is not null)
            o.Services.AddSingleton(new StepWork(journal, arguments.Pace));
        o.Services.AddScoped<IPricing, Pricing>();
    });
    Console.WriteLine("READY");
    if (arguments.Mailboxes > 0)
    {
        await MailRound.RunAsync(host.Client, arguments, stop.Token);
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

    Console.WriteLine("DONE");
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("STOPPED");
}
