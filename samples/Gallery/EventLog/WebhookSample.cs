using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;

namespace Gallery.EventLog;

// A workflow asks somebody outside by a hook: an address with a secret token, which it sends by mail (here: into a file). Who has the address answers by HTTP, in their own time; the answer is
// on disk before the sender hears 202. The process is killed while it waits, and a sender who isn't sure whether the answer came through sends it again under the same key.
// Look at: the mail is sent once, and the second answer is 200 instead of 202 and changes nothing.
internal sealed class WebhookSample : ISample
{
    private const string Mailbox = "mail.txt";

    public string Name => "webhook";

    public string Summary => "A workflow waits for an approval that comes by HTTP, to an address that only the approver has.";

    public async Task RunAsync(Stage stage)
    {
        await using var app = await Loopback.ServeAsync(
            app => app.MapDurableHooks("/hooks"),
            services => services.AddDurable(o =>
            {
                stage.Configure(o);
                o.Json.PropertyNameCaseInsensitive = true;
                o.HooksAddress = new Uri("https://harbour.example/hooks");
            }));
        var client = app.Services.GetRequiredService<DurableClient>();
        var run = await client.StartInvoiceWorkflowAsync("invoice-8", new() { IdempotencyKey = "invoice-8" });
        await Stage.SeesAsync(client, e => e is StepCompleted { Id: "MailAsync#1" });
        stage.CrashHere("while it waits for the approval");

        // In life the address stays the same; here each process has another port, so only the path counts.
        var address = new Uri(await File.ReadAllTextAsync(stage.PathOf(Mailbox)));
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address.AbsolutePath) { Content = JsonContent.Create(new InvoiceApproval(true, "the mayor")) };
            request.Headers.Add("Idempotency-Key", "approval-1");
            using var answer = await app.Client.SendAsync(request);
            stage.Say($"The answer is posted: {(int)answer.StatusCode}.");
        }

        stage.Say($"The invoice is {await run.ResultAsync()}.");
    }
}

internal sealed record InvoiceApproval(bool IsGranted, string By);

internal sealed class InvoiceWorkflow(Stage stage)
{
    [Workflow]
    public async Task<string> RunAsync(string invoiceId)
    {
        var hook = await Durable.CreateHook<InvoiceApproval>("approval", expiresAfter: TimeSpan.FromDays(14));
        await MailAsync(invoiceId, hook.Url.ToString());
        var approval = await hook;
        if (!approval.IsGranted)
            return $"refused by {approval.By}";
        await PayAsync(invoiceId);
        return $"granted by {approval.By}";
    }

    [Step]
    private Task MailAsync(string invoiceId, string address)
    {
        stage.Say($"mails a link for {invoiceId}");
        return File.WriteAllTextAsync(stage.PathOf("mail.txt"), address);
    }

    [Step]
    private Task PayAsync(string invoiceId)
    {
        stage.Say($"pays {invoiceId}");
        return Task.CompletedTask;
    }
}
