using System.Runtime.InteropServices;
using DurableSdk;
using Microsoft.Extensions.DependencyInjection;
using Quickstart;

if (Options.Parse(args) is not { } options)
{
    Screen.Problem(Options.Usage);
    return 2;
}

// Ctrl+C and SIGTERM stop gracefully; kill -9 is the interesting one.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

try
{
    if (options.Reset)
        options.DeleteRecords();
    return await RunAsync(OrdersFile.Read(options.OrdersPath));
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Screen.Line("Stopped. Run the same command again to go on.");
    return 130;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or DurableException)
{
    Screen.Problem(e.Message);
    return 1;
}

async Task<int> RunAsync(OrdersFile file)
{
    Screen.Line($"{options.OrdersPath}: {file.Orders.Count} orders.");
    foreach (var row in file.BadRows)
        Screen.Line($"Line {row.Line} is skipped: {row.Why}.");

    var journal = new Journal(options.JournalPath);
    await using var host = await DurableHost.StartAsync(
        durable =>
        {
            durable.UseSqlite($"Data Source={options.DatabasePath}");
            durable.EvictAfterEveryAwait = options.Evict;
            durable.Services.AddSingleton(journal).AddSingleton<Warehouse>().AddSingleton<Bank>();
        },
        stop.Token);

    await SayWhatIsFoundAsync(host.Client);
    var runs = await StartAsync(host.Client, file.Orders);
    if (runs.All(run => run.WasFinished))
        Screen.Line("There is nothing left to do. Begin again with --reset.");
    else
        Screen.Line($"Now kill it, and run the same command again:  {KillCommand}");
    await Screen.WatchAsync(runs, stop.Token);

    var receipts = await Task.WhenAll(runs.Select(async run => (run.Order, await run.ReceiptAsync())));
    Screen.Receipts(receipts);
    var (effects, repeated) = journal.Count();
    Screen.Line($"{options.JournalPath}: the steps had {effects} effects, {repeated} of them a second time because a kill interrupted the step.");
    return 0;
}

async Task SayWhatIsFoundAsync(DurableClient client)
{
    var counts = await client.CountRunsAsync(stop.Token);
    var finished = counts.Where(count => count.Status.IsFinished()).Sum(count => count.Count);
    var unfinished = counts.Sum(count => count.Count) - finished;
    Screen.Line((finished, unfinished) switch
    {
        (0, 0) => $"{options.DatabasePath} is new.",
        (_, 0) => $"{options.DatabasePath} holds {finished} finished orders and no unfinished ones.",
        _ => $"{options.DatabasePath} holds {finished} finished orders and {unfinished} unfinished ones, which go on now.",
    });
}

// The order's id as idempotency key: an order that was started before is found, not started again.
async Task<IReadOnlyList<OrderRun>> StartAsync(DurableClient client, IEnumerable<Order> orders)
{
    var started = await Task.WhenAll(orders.Select(async order =>
    {
        try
        {
            var run = await client.StartOrderWorkflowAsync(order, new() { IdempotencyKey = order.Id }, stop.Token);
            return new OrderRun(client, order, run, (await run.GetRunAsync(stop.Token)).Status.IsFinished());
        }
        catch (DurableException e) when (e.Code == "DS4002")
        {
            Screen.Line($"Order {order.Id} is skipped: it was started earlier with other data. {e.Message}");
            return null;
        }
    }));
    return [.. started.OfType<OrderRun>()];
}

void OnSignal(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

internal partial class Program
{
    private static string KillCommand =>
        OperatingSystem.IsWindows() ? $"taskkill /F /PID {Environment.ProcessId}" : $"kill -9 {Environment.ProcessId}";
}
