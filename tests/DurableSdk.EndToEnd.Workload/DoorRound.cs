using System.Globalization;
using System.Text;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>Delivers letters to the hooks of some runs until the program dies, and writes down each that was acknowledged; or closes them.</summary>
public static class DoorRound
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public static async Task RunAsync(DurableClient client, WorkloadArguments arguments, CancellationToken cancel)
    {
        var doors = await Task.WhenAll(Enumerable.Range(0, arguments.Mailboxes).Select(n => StartAsync(client, n, cancel)));
        Console.WriteLine("STARTED");
        if (arguments.Close)
            await CloseAsync(client, doors, cancel);
        else
            await DeliverAsync(client, arguments, cancel);
    }

    private static Task<DoorWorkflowHandle> StartAsync(DurableClient client, int n, CancellationToken cancel) => client.StartDoorWorkflowAsync(
        MailRound.IdOf(n), new Mail([], []), new StartOptions { IdempotencyKey = MailRound.IdOf(n), RunId = MailRound.IdOf(n) }, cancel);

    private static async Task DeliverAsync(DurableClient client, WorkloadArguments arguments, CancellationToken cancel)
    {
        await using var acknowledged = new FileStream(arguments.Journal, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        for (var i = 1; ; i++)
        {
            var letter = string.Create(CultureInfo.InvariantCulture, $"{arguments.Incarnation}-{i}");
            var door = MailRound.IdOf(i % arguments.Mailboxes);
            await DeliverAsync(client, door, letter, cancel);
            acknowledged.Write(Encoding.UTF8.GetBytes($"{door}\t{letter}\n"));
            // Who isn't sure delivers again.
            if (i % 5 == 0)
                await DeliverAsync(client, door, letter, cancel);
            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>The first host may not have made the hook yet.</summary>
    private static async Task DeliverAsync(DurableClient client, string door, string letter, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await client.ResumeHookAsync(door, letter, new DeliveryOptions { Id = letter }, cancel);
                return;
            }
            catch (DurableException e) when (e.Code == "DS4035")
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    private static async Task CloseAsync(DurableClient client, DoorWorkflowHandle[] doors, CancellationToken cancel)
    {
        for (var n = 0; n < doors.Length; n++)
            await DeliverAsync(client, MailRound.IdOf(n), MailboxWorkflow.Close, cancel);
        await Task.WhenAll(doors.Select(door => door.ResultAsync(cancel)));
    }
}
