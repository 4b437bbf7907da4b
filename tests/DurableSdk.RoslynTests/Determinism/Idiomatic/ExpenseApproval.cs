namespace Idiomatic.ExpenseApproval;

public sealed record Expense(string Id, string Employee, decimal Amount, string Category);

public enum Decision
{
    Pending,
    Approved,
    Rejected,
}

public sealed record Approval(string Approver, Decision Decision);

/// <summary>Asks up the line until the amount is within somebody's limit.</summary>
public sealed class ExpenseApprovalWorkflow
{
    private static readonly IReadOnlyDictionary<string, decimal> Limits = new Dictionary<string, decimal>(StringComparer.Ordinal)
    {
        ["team-lead"] = 500m,
        ["head"] = 5_000m,
        ["cfo"] = decimal.MaxValue,
    };

    private static readonly string[] Line = ["team-lead", "head", "cfo"];

    [Workflow]
    public async Task<IReadOnlyList<Approval>> RunAsync(Expense expense)
    {
        var approvals = new List<Approval>();
        foreach (var role in Line)
        {
            var approver = await FindApproverAsync(expense.Employee, role);
            var decision = await AskAsync(expense, approver);
            approvals.Add(new Approval(approver, decision));
            if (decision is not Decision.Approved || expense.Amount <= Limits[role])
                break;
        }

        var isApproved = approvals is [.., { Decision: Decision.Approved }];
        await (isApproved ? PayAsync(expense) : NotifyAsync(expense.Employee, "rejected"));
        return approvals;
    }

    private async Task<Decision> AskAsync(Expense expense, string approver)
    {
        await NotifyAsync(approver, $"please decide on {expense.Id}");
        for (var day = 0; day < 14; day++)
        {
            await Durable.Sleep(TimeSpan.FromDays(1));
            if (await GetDecisionAsync(expense.Id, approver) is var decision and not Decision.Pending)
                return decision;
        }

        return Decision.Rejected;
    }

    [Step] private static Task<string> FindApproverAsync(string employee, string role) => Task.FromResult(role);

    [Step] private static Task<Decision> GetDecisionAsync(string id, string approver) => Task.FromResult(Decision.Approved);

    [Step] private static Task NotifyAsync(string who, string text) => Task.CompletedTask;

    [Step] private static Task PayAsync(Expense expense) => Task.CompletedTask;
}
