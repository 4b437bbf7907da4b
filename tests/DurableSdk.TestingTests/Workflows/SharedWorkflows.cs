namespace DurableSdk.TestingTests.Workflows;

/// <summary>A step that two workflows have from their base class.</summary>
public abstract class BillingWorkflow
{
    [Step(MaxAttempts = 1)]
    public Task<string> BillAsync(string what) => Task.FromResult($"{GetType().Name} billed {what}");
}

public sealed class RentWorkflow : BillingWorkflow
{
    [Workflow]
    public Task<string> RunAsync() => BillAsync("rent");
}

public sealed class PowerWorkflow : BillingWorkflow
{
    [Workflow]
    public Task<string> RunAsync() => BillAsync("power");
}

public interface ISender
{
    [Step(MaxAttempts = 1)]
    Task<string> SendAsync(string text);
}

public sealed class SmsSender : ISender
{
    public Task<string> SendAsync(string text) => Task.FromResult($"sms {text}");
}

public sealed class MailSender : ISender
{
    public Task<string> SendAsync(string text) => Task.FromResult($"mail {text}");
}

/// <summary>Two services that share the interface by which the workflow calls them.</summary>
public sealed class SendingWorkflow(SmsSender sms, MailSender mail)
{
    [Workflow]
    public async Task<string> RunAsync() => string.Join(", ", await SendAsync([sms, mail]));

    private static Task<string[]> SendAsync(IReadOnlyList<ISender> senders) => Task.WhenAll(senders.Select(static sender => sender.SendAsync("a")));
}

/// <summary>A service by its interface only.</summary>
public sealed class SenderWorkflow(ISender sender)
{
    [Workflow]
    public Task<string> RunAsync() => sender.SendAsync("a");
}
