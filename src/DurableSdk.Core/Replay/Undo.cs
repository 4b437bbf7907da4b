using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>How one call of a step is undone, and how far that has come. Keeps of the call what its compensation takes, and no more.</summary>
internal sealed class Undo(string stepId, string source, StepCompensation compensation, Type? targetType)
{
    public const string Suffix = "/compensate";

    private ReadOnlyMemory<byte> _arguments;
    private ReadOnlyMemory<byte>? _result;
    private ReadOnlyMemory<byte>? _today;

    public string StepId { get; } = stepId;

    /// <summary>What compensates, by which a call by hand is recognised.</summary>
    public (Type? Service, string Name) Method => (compensation.Service, compensation.Name);

    /// <summary>The call by hand that is to compensate the step, if its outcome is open or good.</summary>
    public bool IsClaimed { get; set; }

    public bool IsDone { get; set; }

    /// <summary>The type of the exception by which the compensation failed for good, since the last resumption.</summary>
    public string? FailureType { get; set; }

    /// <summary>Whether its compensation has an entry in the log.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>False where it takes a result that nobody knows.</summary>
    public bool CanRun => !compensation.TakesResult || _result is not null;

    public void SetArguments(ReadOnlyMemory<byte> arguments)
    {
        if (compensation.TakesArguments)
            _arguments = arguments;
    }

    public void SetResult(ReadOnlyMemory<byte> result) => _result = compensation.TakesResult ? result : default(ReadOnlyMemory<byte>);

    /// <summary>The arguments of the compensating method as a JSON array.</summary>
    public ReadOnlyMemory<byte> Arguments()
    {
        if (!compensation.TakesResult)
            return _arguments;
        var head = compensation.TakesArguments ? _arguments[..^1] : "["u8.ToArray();
        return (byte[])[.. head.Span, .. head.Length > 1 ? ","u8 : [], .. _result!.Value.Span, (byte)']'];
    }

    /// <summary>Whether a call by hand has these arguments, also where they were recorded before a type got another property.</summary>
    public bool ArgumentsMatch(ReadOnlyMemory<byte> current, PayloadSerializer serializer)
    {
        var recorded = Arguments();
        if (recorded.Span.SequenceEqual(current.Span))
            return true;
        // Once: there may be many, and each call by hand is compared with all.
        _today ??= compensation.Today(recorded, serializer);
        return _today.Value.Span.SequenceEqual(current.Span);
    }

    public StepOperation CreateOperation(PayloadSerializer serializer, ArgumentHasher hasher)
    {
        var operation = compensation.CreateOperation(StepId + Suffix, source, targetType, Arguments(), serializer, hasher);
        if (IsRecorded)
            operation.MarkRecorded();
        return operation;
    }
}
