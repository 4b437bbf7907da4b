using System.Globalization;
using System.Text;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>Sends letters to a ring of mailboxes until the program dies, and writes down each that was acknowledged; or closes them.</summary>
public static class MailRound
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public static string IdOf(int n) => string.Create(CultureInfo.InvariantCulture, $"mailbox-{n}");

    public static async Task RunAsync(DurableClient client, WorkloadArguments arguments, CancellationToken cancel)
    {
        var boxes = await Task.WhenAll(Enumerable.Range(0, arguments.Mailboxes).Select(n => StartAsync(client, n, arguments.Mailboxes, cancel)));
        Console.WriteLine("STARTED");
        if (arguments.Close)
            await CloseAsync(boxes, cancel);
        else
            await SendAsync(boxes, arguments, cancel);
    }

    private static Task<MailboxWorkflowHandle> StartAsync(DurableClient client, int n, int count, CancellationToken cancel) => client.StartMailboxWorkflowAsync(
        IdOf((n + 1) % count), new Mail([], []), new StartOptions { IdempotencyKey = IdOf(n), RunId = IdOf(n) }, cancel);

    private static async Task SendAsync(MailboxWorkflowHandle[] boxes, WorkloadArguments arguments, CancellationToken cancel)
    {
        await using var acknowledged = new FileStream(arguments.Journal, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        for (var i = 1; ; i++)
        {
            var letter = string.Create(CultureInfo.InvariantCulture, $"{arguments.Incarnation}-{i}{(i % 3 == 0 ? MailboxWorkflow.Mark : "")}");
            var n = i % boxes.Length;
            await boxes[n].SignalLetterAsync(letter, new SignalOptions { Id = letter }, cancel);
            acknowledged.Write(Encoding.UTF8.GetBytes($"{IdOf(n)}\t{letter}\n"));
            // Who isn't sure sends again.
            if (i % 5 == 0)
                await boxes[n].SignalLetterAsync(letter, new SignalOptions { Id = letter }, cancel);
            await Task.Delay(Pause, cancel);
        }
    }

    private static async Task CloseAsync(MailboxWorkflowHandle[] boxes, CancellationToken cancel)
    {
        foreach (var box in boxes)
            await box.SignalLetterAsync(MailboxWorkflow.Close, new SignalOptions { Id = MailboxWorkflow.Close }, cancel);
        await Task.WhenAll(boxes.Select(box => box.ResultAsync(cancel)));
    }
}
