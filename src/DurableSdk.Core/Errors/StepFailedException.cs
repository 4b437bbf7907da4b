namespace DurableSdk;

/// <summary>
/// What a workflow sees of a step that failed by an exception of a type that no workflow of the program catches by name.
/// The types that are named in a <c>catch</c> arrive as themselves.
/// </summary>
public sealed class StepFailedException : DurableException
{
    internal StepFailedException(string stepId, Failure failure)
        : base("DS2004", $"Step {stepId} failed: {failure.Type}: {failure.Message}")
    {
        StepId = stepId;
        Failure = failure;
    }

    /// <summary>The step's id within the run.</summary>
    public string StepId { get; }

    /// <summary>What the last attempt threw.</summary>
    public Failure Failure { get; }
}
