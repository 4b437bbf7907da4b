namespace Idiomatic.LoanDecision;

public sealed record Applicant(string Id, int Age, decimal Income, decimal Debts);

public sealed record Loan(decimal Amount, int Months);

public sealed record Offer(bool IsGranted, decimal Rate, string Reason);

/// <summary>A calculator that computes only; it is injected, and its code is here to be followed.</summary>
public sealed class RiskCalculator
{
    public decimal Score(Applicant applicant, Loan loan) => applicant switch
    {
        { Age: < 18 } => 0m,
        { Income: 0 } => 0.1m,
        { Debts: var debts, Income: var income } when debts > income * 5 => 0.2m,
        _ => Math.Clamp(applicant.Income / (loan.Amount / loan.Months + 1), 0, 1),
    };
}

public sealed class LoanDecisionWorkflow(RiskCalculator calculator)
{
    private readonly RiskCalculator _calculator = calculator;

    [Workflow]
    public async Task<Offer> RunAsync(Applicant applicant, Loan loan)
    {
        var score = _calculator.Score(applicant, loan);
        if (score < 0.3m)
            return Refuse("the income is too low");

        var (isKnown, rating) = await AskBureauAsync(applicant.Id);
        var rate = (isKnown, rating) switch
        {
            (false, _) => 9.9m,
            (true, > 700) => 3.5m,
            (true, > 500) => 5.5m,
            _ => 12m,
        };
        return rate > 10 ? Refuse("the rating is too low") : new Offer(true, rate, "");

        static Offer Refuse(string reason) => new(false, 0, reason);
    }

    [Step] private static Task<(bool IsKnown, int Rating)> AskBureauAsync(string id) => Task.FromResult((true, 600));
}
