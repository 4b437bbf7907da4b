#pragma warning disable RS0030 // Parameters of steps, handed through; the core itself opens nothing.
using System.Data.Common;

namespace DurableSdk;

/// <summary>Which attempt of which step runs; see <see cref="Current"/>.</summary>
public sealed class StepContext
{
    private static readonly AsyncLocal<StepContext?> Ambient = new();

    internal StepContext(string runId, string stepId, int attempt, DbTransaction? transaction = null)
    {
        Transaction = transaction;
        RunId = runId;
        StepId = stepId;
        Attempt = attempt;
    }

    /// <summary>The attempt that runs now.</summary>
    /// <exception cref="DurableException">DS1009: no step of a workflow runs here.</exception>
    public static StepContext Current => Ambient.Value ?? throw Errors.AuthoringErrors.NoStepRuns();

    /// <summary>The attempt that runs now, or null outside a step of a workflow.</summary>
    public static StepContext? CurrentOrNull => Ambient.Value;

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The step's id within the run, such as <c>ChargeAsync#1</c>.</summary>
    public string StepId { get; }

    /// <summary>Which attempt this is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>A key for the outside world, the same for every attempt of this step, before and after a crash.</summary>
    public string IdempotencyKey => $"{RunId}/{StepId}";

    /// <summary>Of a transactional step.</summary>
    internal DbTransaction? Transaction { get; }

    internal static void Enter(StepContext context) => Ambient.Value = context;
}
