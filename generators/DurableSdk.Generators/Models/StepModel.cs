namespace DurableSdk.Generators.Models;

/// <summary>A step as a call site sees it.</summary>
internal sealed record StepModel(MethodModel Method, string Name, StepOptionsModel Options);

/// <summary><c>[Step]</c>'s options; times in ticks.</summary>
internal sealed record StepOptionsModel(
    int MaxAttempts, long RetryDelay, double Backoff, long MaxRetryDelay, long? Timeout, EquatableArray<string> NonRetryable)
{
    /// <summary>The pipeline's name, or null.</summary>
    public string? Pipeline { get; init; }

    public bool IsTransactional { get; init; }
}

/// <summary>The steps of one declaring type: one generated file.</summary>
internal sealed record StepTypeModel(string HintName, EquatableArray<StepModel> Steps);
