namespace Idiomatic.InsuranceClaim;

using System.Text.Json.Serialization;

[JsonDerivedType(typeof(Collision), "collision")]
[JsonDerivedType(typeof(Theft), "theft")]
public abstract record Damage(decimal Amount);

public sealed record Collision(decimal Amount, bool IsOwnFault) : Damage(Amount);

public sealed record Theft(decimal Amount, string PoliceReport) : Damage(Amount);

public sealed record Claim(string Id, Damage Damage);

/// <summary>A closed hierarchy, visited by patterns.</summary>
public sealed class InsuranceClaimWorkflow
{
    [Workflow]
    public async Task<decimal> RunAsync(Claim claim)
    {
        var paid = claim.Damage switch
        {
            Collision { IsOwnFault: true } => 0m,
            Collision collision => await AppraiseAsync(claim.Id, collision.Amount),
            Theft { PoliceReport: "" } => throw new InvalidOperationException("A theft needs a report."),
            Theft theft => theft.Amount * 0.8m,
            _ => throw new NotSupportedException(claim.Damage.ToString()),
        };
        if (paid > 0)
            await PayAsync(claim, paid);
        return paid;
    }

    [Step] private static Task<decimal> AppraiseAsync(string id, decimal amount) => Task.FromResult(amount);

    [Step] private static Task PayAsync(Claim claim, decimal amount) => Task.CompletedTask;
}
