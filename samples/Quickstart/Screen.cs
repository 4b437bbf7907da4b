using System.Globalization;
using Spectre.Console;

namespace Quickstart;

/// <summary>Shows progress and receipts: bars on a terminal, plain lines where the output is redirected.</summary>
internal static class Screen
{
    private const int PlainBarWidth = 30;

    private static readonly TimeSpan PlainPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BarPause = TimeSpan.FromMilliseconds(100);

    public static void Line(string text) => Console.WriteLine(text);

    public static void Problem(string text) => Console.Error.WriteLine(text);

    /// <summary>Looks at the runs until all have finished.</summary>
    public static Task WatchAsync(IReadOnlyList<OrderRun> runs, CancellationToken cancel) =>
        Console.IsOutputRedirected ? WatchPlainAsync(runs, cancel) : WatchBarsAsync(runs, cancel);

    public static void Receipts(IReadOnlyList<(Order Order, Receipt Receipt)> receipts)
    {
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Simple);
        table.AddColumns("Order", "Customer", "Outcome");
        table.AddColumn("Paid", column => column.RightAligned());
        table.AddColumns("Payment", "Invoice", "Tracking");
        foreach (var (order, receipt) in receipts)
        {
            var paid = receipt.Paid.ToString("0.00", CultureInfo.InvariantCulture);
            string[] cells = [order.Id, order.Customer, receipt.Outcome, paid, receipt.Payment ?? "", receipt.Invoice ?? "", receipt.Tracking ?? ""];
            table.AddRow(Array.ConvertAll(cells, Markup.Escape));
        }

        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 160;
        else
            table.Columns.ToList().ForEach(column => column.Padding(0, 0));
        AnsiConsole.Write(table);
        foreach (var (order, receipt) in receipts)
        {
            if (receipt.Note is { } note)
                Line($"{order.Id} is {receipt.Outcome}: {note}");
        }
    }

    private static async Task WatchBarsAsync(IReadOnlyList<OrderRun> runs, CancellationToken cancel)
    {
        var progress = AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 40 }, new PercentageColumn(), new ElapsedTimeColumn());
        await progress.StartAsync(async context =>
        {
            var orders = context.AddTask("Orders", maxValue: runs.Count);
            var steps = context.AddTask("Steps");
            await WatchAsync(runs, BarPause, (finished, done, expected) =>
            {
                Show(orders, "Orders finished", finished, runs.Count);
                Show(steps, "Steps done", done, expected);
            }, cancel);
        });
    }

    private static void Show(ProgressTask task, string what, int value, int max)
    {
        task.Description = $"{what} {value,4} of {max,-4}";
        task.MaxValue = Math.Max(1, max);
        task.Value = max == 0 ? 1 : value;
    }

    private static Task WatchPlainAsync(IReadOnlyList<OrderRun> runs, CancellationToken cancel) => WatchAsync(
        runs, PlainPause, (finished, done, expected) => Line($"[{Bar(done, expected)}] {finished} of {runs.Count} orders finished, {done} steps done"), cancel);

    private static string Bar(int value, int max)
    {
        var filled = max == 0 ? PlainBarWidth : PlainBarWidth * value / max;
        return new string('#', filled) + new string('.', PlainBarWidth - filled);
    }

    private static async Task WatchAsync(IReadOnlyList<OrderRun> runs, TimeSpan pause, Action<int, int, int> show, CancellationToken cancel)
    {
        var open = runs.ToList();
        while (true)
        {
            // Whether a run has finished is asked first, so that the last look at it sees its whole log.
            var closed = open.Where(run => run.IsFinished).ToList();
            foreach (var run in open)
                await run.LookAsync(cancel);
            open = [.. open.Except(closed)];
            show(runs.Count - open.Count, runs.Sum(run => run.StepsDone), runs.Sum(run => run.StepsExpected));
            if (open.Count == 0)
                return;
            await Task.Delay(pause, cancel);
        }
    }
}
