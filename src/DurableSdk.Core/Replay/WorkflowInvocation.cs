using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>One execution of a workflow's method, with its types hidden.</summary>
internal abstract class WorkflowInvocation
{
    /// <summary>Calls the method; the task is the method's own.</summary>
    public abstract Task Start(object? target, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer, CancellationToken cancel);

    /// <summary>The result of the method, which has ended well.</summary>
    public abstract ReadOnlyMemory<byte> EncodeResult(PayloadSerializer serializer);
}

internal sealed class WorkflowInvocation<TArguments, TResult>(WorkflowDefinition<TArguments, TResult> definition) : WorkflowInvocation
{
    private Task<TResult>? _task;

    public override Task Start(object? target, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer, CancellationToken cancel)
    {
        var decoded = serializer.DeserializeArguments(definition.Arguments, arguments, new PayloadName("the arguments of", definition.Method));
        return _task = definition.Invoke(target, decoded, cancel).AsTask();
    }

    public override ReadOnlyMemory<byte> EncodeResult(PayloadSerializer serializer) =>
        serializer.Serialize(_task!.GetAwaiter().GetResult(), new PayloadName("the result of", definition.Method));
}
