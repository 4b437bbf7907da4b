namespace Idiomatic.Onboarding;

public enum Plan
{
    Trial,
    Basic,
    Enterprise,
}

public sealed record Customer(string Id, string Mail, Plan Plan, string? InvitedBy);

/// <summary>Mails over some days, which stop when the customer has come back.</summary>
public sealed class OnboardingWorkflow
{
    private static readonly TimeSpan[] Delays = [TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7)];

    [Workflow]
    public async Task<int> RunAsync(Customer customer)
    {
        await CreateAccountAsync(customer);
        await SendMailAsync(customer.Mail, "welcome");

        var sent = 1;
        foreach (var (delay, index) in Delays.Select((d, i) => (d, i)))
        {
            await Durable.Sleep(delay);
            if (await HasLoggedInAsync(customer.Id))
                break;
            await SendMailAsync(customer.Mail, TemplateFor(customer.Plan, index));
            sent++;
        }

        if (customer.InvitedBy is { Length: > 0 } friend)
            await CreditAsync(friend, customer.Plan is Plan.Trial ? 0 : 10);
        return sent;
    }

    private static string TemplateFor(Plan plan, int index) => (plan, index) switch
    {
        (Plan.Enterprise, 0) => "meet-your-manager",
        (Plan.Enterprise, _) => "schedule-a-call",
        (_, 0) => "first-steps",
        (_, 1) => "tips",
        (Plan.Trial, >= 2) => "last-days-of-the-trial",
        _ => "how-is-it-going",
    };

    [Step] private static Task CreateAccountAsync(Customer customer) => Task.CompletedTask;

    [Step(RetryDelay = "5s", Backoff = 3)] private static Task SendMailAsync(string mail, string template, CancellationToken cancel = default) => Task.Delay(1, cancel);

    [Step] private static Task<bool> HasLoggedInAsync(string id) => Task.FromResult(id.Length > 3);

    [Step] private static Task CreditAsync(string id, int amount) => Task.CompletedTask;
}
