using System.ComponentModel;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>All that the engine knows of a signal that a workflow takes; made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SignalDefinition
{
    private protected SignalDefinition(string name) => Name = name;

    /// <summary>The name by which it is sent.</summary>
    public string Name { get; }

    /// <summary>Whether a method of the workflow's class handles it; else the workflow waits for it.</summary>
    public abstract bool IsHandled { get; }

    /// <summary>What it carries, for messages, such as <c>Approval approval</c>.</summary>
    internal abstract string Parameters { get; }

    /// <summary>Tells whether what a signal carries can be read here.</summary>
    /// <exception cref="DurableException">DS1005: it can't.</exception>
    internal abstract void Check(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer);

    /// <summary>Calls the method that handles it.</summary>
    /// <exception cref="DurableException">DS1005: what it carries can't be read.</exception>
    internal abstract Task HandleAsync(object? target, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer);
}

/// <summary>For generated code: calls the method that handles a signal.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Task SignalInvoker<TArguments>(object? target, TArguments arguments);

/// <summary>For generated code: a signal with its types.</summary>
/// <typeparam name="TArguments">See <see cref="ArgumentCodec{TArguments}"/>.</typeparam>
/// <param name="name">The name by which it is sent.</param>
/// <param name="arguments">How what it carries passes.</param>
/// <param name="invoke">Calls the method that handles it; null where the workflow waits for it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SignalDefinition<TArguments>(string name, ArgumentCodec<TArguments> arguments, SignalInvoker<TArguments>? invoke = null) : SignalDefinition(name)
{
    /// <summary>How what it carries passes.</summary>
    public ArgumentCodec<TArguments> Arguments { get; } = arguments;

    /// <inheritdoc/>
    public override bool IsHandled => invoke is not null;

    internal override string Parameters => Arguments.Description;

    internal override void Check(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer) => Read(arguments, serializer);

    internal override Task HandleAsync(object? target, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer) => invoke!(target, Read(arguments, serializer));

    private TArguments Read(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer) =>
        serializer.DeserializeArguments(Arguments, arguments, $"what signal {Name} carries");
}
