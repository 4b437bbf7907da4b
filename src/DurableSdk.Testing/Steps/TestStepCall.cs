namespace DurableSdk;

/// <summary>One attempt of a step, as a test host has seen it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="StepId">The step's id within the run, such as <c>ChargeAsync#1</c>.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Arguments">What it was called with, read from what was recorded; without the token.</param>
/// <param name="At">When it began, by the test's clock (UTC).</param>
public sealed record TestStepCall(string RunId, string StepId, int Attempt, IReadOnlyList<object?> Arguments, DateTimeOffset At)
{
    /// <summary>An argument.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public T Argument<T>(int index) => (T)Arguments[index]!;
}
