namespace DurableSdk.TestingTests.Workflows;

/// <summary>Sends out the token of a hook and waits for the answer.</summary>
public sealed class ApprovalWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        await using var hook = await Durable.CreateHook<string>("approval", expiresAfter: TimeSpan.FromDays(14));
        await MailAsync(hook.Token);
        return $"{await hook} on {Durable.UtcNow:yyyy-MM-dd}";
    }

    [Step]
    public Task MailAsync(string token) => throw new InvalidOperationException("Replaced.");
}
