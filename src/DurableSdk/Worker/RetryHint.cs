using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.CircuitBreaker;

namespace DurableSdk.Worker;

/// <summary>What an exception says about when trying again may help.</summary>
internal static class RetryHint
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <returns>How long to wait at least; zero where the exception says nothing.</returns>
    public static TimeSpan Of(Exception exception)
    {
        try
        {
            var after = exception switch
            {
                IRetryAfter hint => hint.RetryAfter,
                BrokenCircuitException broken => broken.RetryAfter,
                ExecutionRejectedException rejected => Read(rejected),
                _ => null,
            };
            return after is not { } wait || wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < Longest ? Upwards(wait) : Longest;
        }
        catch (Exception)
        {
            // A property of the program's own that throws hints at nothing.
            return TimeSpan.Zero;
        }
    }

    /// <summary>The log's times are whole microseconds, cut off; what asks for a time must not get an earlier one.</summary>
    private static TimeSpan Upwards(TimeSpan wait) => TimeSpan.FromMicroseconds((wait.Ticks / TimeSpan.TicksPerMicrosecond) + 2);

    /// <summary>A rejected rate limit says so in a package of Polly's that this one doesn't need otherwise.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Where the property was trimmed away the step's own delay counts.")]
    private static TimeSpan? Read(ExecutionRejectedException rejected) => rejected.GetType().GetProperty("RetryAfter")?.GetValue(rejected) as TimeSpan?;
}
