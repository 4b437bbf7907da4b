namespace DurableSdk.AspNetCoreTests;

public sealed record Review(bool IsApproved, string By);

/// <summary>Mails a link and waits for the answer.</summary>
public sealed class ReviewWorkflow(Mailbox mailbox)
{
    [Workflow]
    public async Task<string> RunAsync(int? deliveriesMax)
    {
        var hook = await Durable.CreateHook<Review>("review", expiresAfter: TimeSpan.FromDays(7), deliveriesMax: deliveriesMax);
        await MailAsync(hook.Url, hook.UrlFor(new Review(true, "Ann <3")));
        var review = await hook;
        await Durable.WaitForSignal<bool>("over");
        return $"{review.By} {review.IsApproved}";
    }

    [Step]
    private Task MailAsync(Uri url, Uri approval)
    {
        mailbox.Put(url, approval);
        return Task.CompletedTask;
    }
}

/// <summary>The mail that the workflow has sent.</summary>
public sealed class Mailbox
{
    private readonly TaskCompletionSource<(Uri Url, Uri Approval)> _mail = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<(Uri Url, Uri Approval)> Mail => _mail.Task;

    public void Put(Uri url, Uri approval) => _mail.TrySetResult((url, approval));
}
