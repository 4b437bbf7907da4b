namespace Idiomatic.SupportTicket;

public enum Urgency
{
    Low,
    Normal,
    High,
}

public sealed record Ticket(string Id, string Subject, string Body)
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    public Urgency Urgency =>
        Subject.StartsWith("URGENT", StringComparison.OrdinalIgnoreCase) ? Urgency.High
        : Tags.Contains("question") ? Urgency.Low
        : Urgency.Normal;
}

/// <summary>Strings are compared by ordinal rules; nullable results are matched.</summary>
public sealed class SupportTicketWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(Ticket ticket)
    {
        var queue = ticket.Urgency switch
        {
            Urgency.High => "phone",
            Urgency.Low when ticket.Body.Contains("invoice", StringComparison.OrdinalIgnoreCase) => "billing",
            _ => "mail",
        };

        var agent = await AssignAsync(ticket.Id, queue) ?? await EscalateAsync(ticket.Id);
        var words = ticket.Body.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isShort = words is { Length: < 20 } and [not "Hello", ..];
        await AnswerAsync(agent, isShort ? string.Join(' ', words) : ticket.Body[..100]);
        return string.Equals(agent, "nobody", StringComparison.Ordinal) ? "open" : "closed";
    }

    [Step] private static Task<string?> AssignAsync(string id, string queue) => Task.FromResult<string?>(queue);

    [Step] private static Task<string> EscalateAsync(string id) => Task.FromResult("boss");

    [Step] private static Task AnswerAsync(string agent, string text) => Task.CompletedTask;
}
