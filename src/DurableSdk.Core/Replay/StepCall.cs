using System.Runtime.CompilerServices;
using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>A call of a step as the driver needs it; knows nothing of the run's code, so that it outlives an eviction.</summary>
internal abstract class StepCall(string id, string source, Type? targetType, ReadOnlyMemory<byte> arguments)
{
    private readonly byte[]? _hash;

    public string Id { get; } = id;

    public string Source { get; } = source;

    public abstract StepOptions Options { get; }

    /// <summary>By which type the instance is made; null for a static method.</summary>
    public abstract Type? Service { get; }

    /// <summary>The type of the object that the workflow called the method on.</summary>
    public Type? TargetType { get; } = targetType;

    /// <summary>The arguments as a JSON array.</summary>
    public ReadOnlyMemory<byte> Arguments { get; } = arguments;

    /// <summary>What the log is to hold of the arguments: themselves, or a hash.</summary>
    public required ReadOnlyMemory<byte> RecordedArguments
    {
        get => _hash ?? Arguments;
        init => _hash = value.Equals(Arguments) ? null : value.ToArray();
    }

    /// <summary>The step's name, by default its method's.</summary>
    public abstract string Name { get; }

    /// <summary>For a static method the metadata name of the type that declares it; null for another.</summary>
    public abstract string? StaticOf { get; }

    /// <summary>Whether the method takes a token.</summary>
    public abstract bool TakesCancellation { get; }

    /// <summary>The types of the arguments, in order.</summary>
    public abstract IReadOnlyList<Type> ArgumentTypes { get; }

    /// <summary>What the method gives; <see cref="Unit"/> for nothing.</summary>
    public abstract Type ResultType { get; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="RunBlockedException">They can't be read.</exception>
    public abstract IReadOnlyList<object?> ReadArguments();

    /// <summary>Whether a method undoes the step when the run ends badly.</summary>
    public bool IsCompensable { get; init; }

    /// <summary>Whether it is the compensation of a step that the engine itself calls.</summary>
    public bool IsCompensation { get; init; }

    /// <summary>The step that the call undoes by hand, or null.</summary>
    public string? Compensates { get; init; }

    /// <summary>Makes one attempt and gives its result as JSON.</summary>
    /// <exception cref="RunBlockedException">The arguments can't be read, or the result not be written.</exception>
    public abstract ValueTask<ReadOnlyMemory<byte>> InvokeAsync(IStepExecution execution);
}

internal sealed class StepCall<TArguments, TResult>(
    string id, string source, StepDescriptor<TArguments, TResult> step, Type? targetType, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer)
    : StepCall(id, source, targetType, arguments), IStepMethod<TResult>
{
    public StepDescriptor<TArguments, TResult> Step => step;

    public PayloadSerializer Serializer => serializer;

    public override StepOptions Options => step.Options;

    public override Type? Service => step.Service;

    public override string Name => step.Name;

    public override string? StaticOf => step.StaticOf;

    public override bool TakesCancellation => step.TakesCancellation;

    public override IReadOnlyList<Type> ArgumentTypes => step.Arguments.Types;

    public override Type ResultType => typeof(TResult);

    public override IReadOnlyList<object?> ReadArguments()
    {
        var arguments = (ITuple)Decode()!;
        return [.. Enumerable.Range(0, arguments.Length).Select(i => arguments[i])];
    }

    public override async ValueTask<ReadOnlyMemory<byte>> InvokeAsync(IStepExecution execution)
    {
        var result = await execution.ExecuteAsync(this);
        try
        {
            return serializer.Serialize(result, new PayloadName("the result of step", Id));
        }
        catch (DurableException e)
        {
            throw new RunBlockedException(e);
        }
    }

    /// <summary>Each execution reads arguments of its own: what it does to them is its own affair.</summary>
    public ValueTask<TResult> CallAsync(object? target, CancellationToken cancel) =>
        step.Invoke(target, Decode(), cancel);

    private TArguments Decode()
    {
        try
        {
            return serializer.DeserializeArguments(step.Arguments, Arguments, new PayloadName("the arguments of step", Id));
        }
        catch (DurableException e)
        {
            throw new RunBlockedException(e);
        }
    }
}
