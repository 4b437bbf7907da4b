using System.Diagnostics.CodeAnalysis;

namespace DurableSdk;

/// <summary>
/// Makes an async method a step: called from a workflow it runs once, its result is recorded, and it never runs again for
/// that call. Called from anywhere else it is the plain method.
/// </summary>
/// <remarks>
/// A step in flight at a crash runs again after the restart; <see cref="StepContext.IdempotencyKey"/> is the same both
/// times. Durations are strings such as <c>"250ms"</c>, <c>"1s"</c>, <c>"5m"</c>, <c>"24h"</c> and <c>"7d"</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[SuppressMessage("Performance", "CA1813", Justification = "Sealed.")]
public sealed class StepAttribute : Attribute
{
    /// <summary>The name by which the log knows the step, so that the method can be renamed. Default: the method's name.</summary>
    public string? Name { get; set; }

    /// <summary>How often the step is tried in all, the first attempt included. Default: 3; 1 means no retry; at most 1,000.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The wait before the second attempt, a duration. Default: <c>"1s"</c>.</summary>
    public string RetryDelay { get; set; } = "1s";

    /// <summary>By what the wait grows from one attempt to the next. Default: 2.0; 1.0 keeps it constant.</summary>
    public double Backoff { get; set; } = 2.0;

    /// <summary>The longest wait between two attempts, a duration. Default: <c>"5m"</c>.</summary>
    public string MaxRetryDelay { get; set; } = "5m";

    /// <summary>
    /// The longest time that one attempt may take, a duration; then its token fires and the attempt counts as failed by a
    /// <see cref="TimeoutException"/>, unless it still gives its result within the grace period. Default: none.
    /// </summary>
    public string? Timeout { get; set; }

    /// <summary>
    /// The method that undoes the step when the workflow fails or is cancelled: <c>nameof(ReleaseAsync)</c>, on the type that declares the step. It takes the step's result, or
    /// its arguments, or its arguments and then its result, and a <see cref="CancellationToken"/> if it likes, and returns a task; whatever that gives is ignored. It runs
    /// like a step, with the options of its own <see cref="StepAttribute"/> or else the defaults. Default: none.
    /// </summary>
    /// <remarks>
    /// Compensations of completed steps run one after the other, the last completed step's first. A step that may have had its effect although nobody knows its result is
    /// undone too, by a method that takes the arguments only; any other blocks the run (DS1023).
    /// </remarks>
    public string? Compensate { get; set; }

    /// <summary>Exception types, with all that derive from them, after which the step is not tried again. Default: none.</summary>
    public Type[] NonRetryable { get; set; } = [];

    /// <summary>
    /// The name of the Polly pipeline that each attempt runs through, as registered by <c>services.AddResiliencePipeline</c>: a retry inside
    /// it is the same attempt. One that isn't registered fails at start (DS3012). Default: none.
    /// </summary>
    public string? Pipeline { get; set; }

    /// <summary>
    /// What the log keeps of the arguments: themselves, or only a keyed hash by which replay compares them. A hash is for what nobody may read in the log; what made them
    /// (the workflow's arguments, results of other steps) is recorded all the same. A compensation can then take the result only (DUR0052).
    /// Default: <see cref="ArgumentRecording.Full"/>.
    /// </summary>
    public ArgumentRecording Arguments { get; set; }

    /// <summary>
    /// Whether the step writes to the run's own database: its <c>DbConnection</c> and
    /// <c>DbTransaction</c> parameters are filled in, and its rows and its recorded result are committed together. While it
    /// runs nothing else is committed, so it is bounded (by default to 5 s, DS2007). Default: false.
    /// </summary>
    public bool Transactional { get; set; }
}
