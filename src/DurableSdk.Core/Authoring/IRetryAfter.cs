namespace DurableSdk;

/// <summary>
/// For an exception that knows when trying again may help, such as one made from a response with <c>Retry-After</c>: thrown by a step's attempt,
/// it delays the next attempt.
/// </summary>
public interface IRetryAfter
{
    /// <summary>
    /// How long to wait at least, from when the attempt failed: the next attempt is never earlier, even beyond
    /// <see cref="StepAttribute.MaxRetryDelay"/>, and later where the step's own delay is longer. Null where it isn't known.
    /// </summary>
    TimeSpan? RetryAfter { get; }
}
