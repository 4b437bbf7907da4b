namespace DurableSdk.Generators.Models;

/// <summary>A step as a call site sees it.</summary>
internal sealed record StepModel(MethodModel Method, string Name, StepOptionsModel Options)
{
    /// <summary>How it is undone, or null.</summary>
    public CompensationModel? Compensation { get; init; }
}

/// <summary><c>[Step]</c>'s options; times in ticks.</summary>
internal sealed record StepOptionsModel(
    int MaxAttempts, long RetryDelay, double Backoff, long MaxRetryDelay, long? Timeout, EquatableArray<string> NonRetryable)
{
    /// <summary>The pipeline's name, or null.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Whether only a hash of the arguments is recorded.</summary>
    public bool HashesArguments { get; init; }

    public bool IsTransactional { get; init; }
}

/// <summary>The steps of one declaring type, and its methods that undo some: one generated file.</summary>
internal sealed record StepTypeModel(string HintName, EquatableArray<StepModel> Steps, EquatableArray<CompensationModel> Compensations)
{
    /// <summary>Any of its methods: what belongs to the type is the same in each.</summary>
    public MethodModel First => Steps.Count > 0 ? Steps[0].Method : Compensations[0].Method;
}
