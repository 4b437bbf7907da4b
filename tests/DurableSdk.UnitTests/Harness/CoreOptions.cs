using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.Payloads;

namespace DurableSdk.UnitTests.Harness;

/// <summary>What a scenario may set beside its workflow.</summary>
internal sealed record CoreOptions
{
    public ulong Seed { get; init; } = 42;

    /// <summary>The first run of the chain, and the one before; null for a run that no other continued as.</summary>
    public (string First, string Previous)? Chain { get; init; }

    /// <summary>Under which rules of the engine the run began.</summary>
    public int Rules { get; init; } = EngineRules.Today;

    /// <summary>The run that started it as its child.</summary>
    public ParentLink? Parent { get; init; }

    /// <summary>The last event that a fork has copied.</summary>
    public long ForkedAt { get; init; }

    /// <summary>What the run begins with.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; } = new Dictionary<string, AttributeValue>();

    public ReadOnlyMemory<byte> Arguments { get; init; } = "[]"u8.ToArray();

    public IReadOnlyList<ExceptionDescriptor> Exceptions { get; init; } = [];

    public ArgumentHashKeys HashKeys { get; init; } = ArgumentHashKeys.None;

    public int BytesMax { get; init; } = PayloadSerializer.DefaultBytesMax;

    /// <summary>How deep JSON may nest; 0 for the serialiser's default.</summary>
    public int DepthMax { get; init; }

    public Action? OnViolation { get; init; }

    public Action<DurableException>? OnLateViolation { get; init; }

    /// <summary>Off only where another thread takes part, or where the log is too long to be read again for every event.</summary>
    public bool IsEvictedToo { get; init; } = true;
}
