using DurableSdk.CompilerServices;
using DurableSdk.Failures;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>What a core needs to know of its run and its program.</summary>
internal sealed record RunSetup
{
    public required string RunId { get; init; }

    public required WorkflowDefinition Definition { get; init; }

    /// <summary>The instance that the method is called on; null for a static method.</summary>
    public required object? Target { get; init; }

    public required PayloadSerializer Serializer { get; init; }

    /// <summary>By what arguments are hashed that aren't recorded in the clear.</summary>
    public ArgumentHashKeys HashKeys { get; init; } = ArgumentHashKeys.None;

    public required ExceptionTable Exceptions { get; init; }

    /// <summary>Called from a foreign thread, at most once, when the run's code has left the scheduler while nothing was applied.</summary>
    public Action? OnViolation { get; init; }

    /// <summary>Called from a foreign thread when the run's code goes on although its core was thrown away before it ended.</summary>
    public Action<DurableException>? OnLateViolation { get; init; }
}
