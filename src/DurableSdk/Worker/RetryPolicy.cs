using DurableSdk.CompilerServices;

namespace DurableSdk.Worker;

/// <summary>Whether and when a failed step is tried again.</summary>
internal static class RetryPolicy
{
    private const double JitterShare = 0.2;

    public static bool CanRetry(StepOptions options, int attempt, Exception exception) =>
        attempt < options.MaxAttempts && !options.NonRetryable.Any(type => type.IsInstanceOfType(exception));

    /// <summary>The wait after a failed attempt: it grows by the factor up to the limit, and varies by a fifth so that many don't retry at once.</summary>
    /// <param name="options">The step's options.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="random">From 0 up to 1.</param>
    /// <param name="atLeast">What the failure itself asks for; no limit of the step's shortens it.</param>
    public static TimeSpan Delay(StepOptions options, int attempt, double random, TimeSpan atLeast)
    {
        var own = OwnDelay(options, attempt, random);
        return own > atLeast ? own : atLeast;
    }

    private static TimeSpan OwnDelay(StepOptions options, int attempt, double random)
    {
        if (options.RetryDelay <= TimeSpan.Zero)
            return TimeSpan.Zero;
        var seconds = options.RetryDelay.TotalSeconds * Math.Pow(options.Backoff, attempt - 1);
        var varied = seconds * (1 - JitterShare + (2 * JitterShare * random));
        return TimeSpan.FromSeconds(Math.Min(varied, options.MaxRetryDelay.TotalSeconds));
    }
}
