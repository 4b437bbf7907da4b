namespace DurableSdk.Worker;

/// <summary>Of a test host: hears of every attempt of a step, and may stand in for its method.</summary>
internal interface IStepStandIn
{
    /// <summary>An attempt begins. Called before anything is made for it.</summary>
    /// <returns>What gives the result in the method's place, without a pipeline; null where the method itself is to run.</returns>
    Func<CancellationToken, Task<object?>>? Begin(StepAttempt attempt);

    /// <summary>Completes when the method itself may run, where it does.</summary>
    ValueTask DelayAsync(StepAttempt attempt, CancellationToken cancel);

    /// <summary>What stands in for a service that isn't registered; null for nothing.</summary>
    /// <param name="type">The service.</param>
    /// <param name="user">The type that is made with it; null for a step that is called on it.</param>
    object? ServiceOf(Type type, Type? user);
}
