using System.Globalization;
using System.Text;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>Makes entries at tills until the program dies, and writes down the outcome of each that was acknowledged; or closes them.</summary>
public static class TillRound
{
    /// <summary>Stands in the place of a receipt.</summary>
    public const string Refused = "refused";

    public static string IdOf(int n) => string.Create(CultureInfo.InvariantCulture, $"till-{n}");

    public static async Task RunAsync(DurableClient client, WorkloadArguments arguments, CancellationToken cancel)
    {
        var tills = await Task.WhenAll(Enumerable.Range(0, arguments.Tills).Select(n =>
            client.StartTillWorkflowAsync([], new StartOptions { IdempotencyKey = IdOf(n), RunId = IdOf(n) }, cancel)));
        Console.WriteLine("STARTED");
        if (arguments.Close)
            await CloseAsync(tills, cancel);
        else
            await EnterAsync(tills, arguments, cancel);
    }

    private static async Task EnterAsync(TillWorkflowHandle[] tills, WorkloadArguments arguments, CancellationToken cancel)
    {
        await using var acknowledged = new FileStream(arguments.Journal, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await Task.WhenAll(tills.Select((till, n) => EnterAsync(till, IdOf(n), arguments.Incarnation, acknowledged, cancel)));
    }

    private static async Task EnterAsync(TillWorkflowHandle till, string name, int incarnation, FileStream acknowledged, CancellationToken cancel)
    {
        // What the program before this one isn't sure of.
        for (var i = 1; i <= 3 && incarnation > 1; i++)
            await EnterAsync(till, name, IdOf(incarnation - 1, i), acknowledged, cancel);
        for (var i = 1; ; i++)
        {
            var entry = IdOf(incarnation, i);
            await EnterAsync(till, name, entry, acknowledged, cancel);
            // Who isn't sure sends again.
            if (i % 5 == 0)
                await EnterAsync(till, name, entry, acknowledged, cancel);
        }
    }

    private static async Task EnterAsync(TillWorkflowHandle till, string name, string entry, FileStream acknowledged, CancellationToken cancel)
    {
        string outcome;
        try
        {
            outcome = await till.EnterAsync(entry, new UpdateOptions { Id = entry }, cancel);
        }
        catch (UpdateRefusedException)
        {
            outcome = Refused;
        }

        var line = Encoding.UTF8.GetBytes($"{name}\t{entry}\t{outcome}\n");
        lock (acknowledged)
            acknowledged.Write(line);
    }

    private static string IdOf(int incarnation, int i) => string.Create(CultureInfo.InvariantCulture, $"{incarnation}-{i}{(i % 3 == 0 ? TillWorkflow.Bad : "")}");

    private static async Task CloseAsync(TillWorkflowHandle[] tills, CancellationToken cancel)
    {
        foreach (var till in tills)
            await till.CloseAsync(new SignalOptions { Id = "close" }, cancel);
        await Task.WhenAll(tills.Select(till => till.ResultAsync(cancel)));
    }
}
