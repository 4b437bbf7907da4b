using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

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

    internal override Replay.WorkflowInvocation CreateInvocation() => new Replay.WorkflowInvocation<TArguments, TResult>(this);
}
