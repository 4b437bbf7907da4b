using System.ComponentModel;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: a <see cref="StepAttribute"/> with its durations read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record StepOptions
{
    /// <summary>The defaults of <see cref="StepAttribute"/>.</summary>
    public static StepOptions Default { get; } = new();

    /// <summary>See <see cref="StepAttribute.MaxAttempts"/>.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>See <see cref="StepAttribute.RetryDelay"/>.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>See <see cref="StepAttribute.Backoff"/>.</summary>
    public double Backoff { get; init; } = 2.0;

    /// <summary>See <see cref="StepAttribute.MaxRetryDelay"/>.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>See <see cref="StepAttribute.Timeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>See <see cref="StepAttribute.NonRetryable"/>.</summary>
    public IReadOnlyList<Type> NonRetryable { get; init; } = [];

    /// <summary>See <see cref="StepAttribute.Pipeline"/>.</summary>
    public string? Pipeline { get; init; }

    /// <summary>See <see cref="StepAttribute.Arguments"/>.</summary>
    public ArgumentRecording Arguments { get; init; }

    /// <summary>See <see cref="StepAttribute.Transactional"/>.</summary>
    public bool Transactional { get; init; }
}
