using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: calls the workflow's method.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<TResult> WorkflowInvoker<TArguments, TResult>(object? target, TArguments arguments, CancellationToken cancel);

/// <summary>For generated code: a workflow with its types.</summary>
/// <typeparam name="TArguments">See <see cref="ArgumentCodec{TArguments}"/>.</typeparam>
/// <typeparam name="TResult">The result; <see cref="Unit"/> for none.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkflowDefinition<TArguments, TResult> : WorkflowDefinition
{
    /// <summary>Makes a definition.</summary>
    /// <param name="name">The workflow's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="method">The method, for messages, such as <c>OrderWorkflow.RunAsync</c>.</param>
    /// <param name="service">The class whose instance runs it; null for a static method.</param>
    /// <param name="takesCancellation">Whether its last parameter is a <see cref="CancellationToken"/>.</param>
    /// <param name="arguments">How the arguments pass.</param>
    /// <param name="invoke">Calls the method.</param>
    [SetsRequiredMembers] // see StepDescriptor
    public WorkflowDefinition(
        string name,
        int version,
        string method,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type? service,
        bool takesCancellation,
        ArgumentCodec<TArguments> arguments,
        WorkflowInvoker<TArguments, TResult> invoke)
        : base(name, version, method, service, takesCancellation)
    {
        Arguments = arguments;
        Invoke = invoke;
    }

    /// <summary>How the arguments pass.</summary>
    public ArgumentCodec<TArguments> Arguments { get; }

    /// <summary>Calls the method.</summary>
    public WorkflowInvoker<TArguments, TResult> Invoke { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames => Arguments.Names;

    internal override IReadOnlyList<Type> ParameterTypes => Arguments.Types;

    internal override ReadOnlyMemory<byte> Recode(JsonElement json, PayloadSerializer serializer)
    {
        if (json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Select(p => p.Name).FirstOrDefault(name => !Arguments.Names.Contains(name)) is { } unknown)
            throw new JsonException($"{unknown} is no parameter.");
        var elements = json.ValueKind == JsonValueKind.Object
            ? Arguments.Names.Select(name => json.TryGetProperty(name, out var value) ? value : throw new JsonException($"{name} is missing.")).ToArray()
            : json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().ToArray()
            : throw new JsonException("It is neither an array nor an object.");
        if (elements.Length != Arguments.Names.Count)
            throw new JsonException($"It has {elements.Length} elements.");
        var array = $"[{string.Join(',', elements.Select(element => element.GetRawText()))}]";
        var what = $"the input of {Key.Name}";
        var decoded = serializer.Strict.DeserializeArguments(Arguments, System.Text.Encoding.UTF8.GetBytes(array), what);
        return serializer.SerializeArguments(Arguments, decoded, what);
    }

    internal override Replay.WorkflowInvocation CreateInvocation() => new Replay.WorkflowInvocation<TArguments, TResult>(this);
}
