namespace DurableSdk.Testing.Steps;

/// <summary>What a test has said of a step.</summary>
internal sealed record StepScript
{
    /// <summary>How many attempts of each call fail at first.</summary>
    public int FailsTimes { get; init; }

    public Exception? Failure { get; init; }

    public TimeSpan Takes { get; init; }

    /// <summary>What is done in the method's place; null where the method itself runs.</summary>
    public Func<TestStepCall, CancellationToken, Task<object?>>? Does { get; init; }

    /// <summary>What stands in for an attempt; null where the method itself runs.</summary>
    public Func<TestStepCall, CancellationToken, Task<object?>>? For(int attempt) => attempt > FailsTimes
        ? Does
        : (call, _) => throw Failure ?? new InvalidOperationException($"Attempt {call.Attempt} of {call.StepId} fails, as the test wants it.");
}
