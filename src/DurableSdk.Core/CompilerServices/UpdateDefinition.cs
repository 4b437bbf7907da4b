using System.ComponentModel;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>All that the engine knows of an update that a workflow takes; made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class UpdateDefinition
{
    private protected UpdateDefinition(string name) => Name = name;

    /// <summary>The name by which it is sent.</summary>
    public string Name { get; }

    /// <summary>The arguments' names, in order.</summary>
    internal abstract IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The arguments' types, in order.</summary>
    internal abstract IReadOnlyList<Type> ParameterTypes { get; }

    /// <summary>What it takes, for messages, such as <c>String item</c>.</summary>
    internal abstract string Parameters { get; }

    /// <summary>Reads the arguments; what is given says why the update is refused, or null.</summary>
    /// <exception cref="DurableException">DS1005: the arguments don't fit.</exception>
    internal abstract Func<object?, string?> Validation(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer);

    /// <summary>Calls the method; what it gives is the written result.</summary>
    /// <exception cref="DurableException">DS1005: the arguments can't be read.</exception>
    internal abstract Task<ReadOnlyMemory<byte>> HandleAsync(object? target, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer);
}

/// <summary>For generated code: calls the method that does an update.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<TResult> UpdateInvoker<TArguments, TResult>(object? target, TArguments arguments);

/// <summary>For generated code: calls the method that says why an update is refused; null accepts it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate string? UpdateValidator<TArguments>(object? target, TArguments arguments);

/// <summary>For generated code: an update with its types.</summary>
/// <typeparam name="TArguments">See <see cref="ArgumentCodec{TArguments}"/>.</typeparam>
/// <typeparam name="TResult">The result; <see cref="Unit"/> for none.</typeparam>
/// <param name="name">The name by which it is sent.</param>
/// <param name="arguments">How the arguments pass.</param>
/// <param name="invoke">Calls the method.</param>
/// <param name="validate">Calls the method that may refuse it; null accepts each.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UpdateDefinition<TArguments, TResult>(
    string name, ArgumentCodec<TArguments> arguments, UpdateInvoker<TArguments, TResult> invoke, UpdateValidator<TArguments>? validate = null) : UpdateDefinition(name)
{
    /// <summary>How the arguments pass.</summary>
    public ArgumentCodec<TArguments> Arguments { get; } = arguments;

    internal override IReadOnlyList<string> ParameterNames => Arguments.Names;

    internal override IReadOnlyList<Type> ParameterTypes => Arguments.Types;

    internal override string Parameters => Arguments.Description;

    internal override Func<object?, string?> Validation(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer)
    {
        var decoded = Read(arguments, serializer);
        return target => validate?.Invoke(target, decoded);
    }

    internal override Task<ReadOnlyMemory<byte>> HandleAsync(object? target, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer)
    {
        var decoded = Read(arguments, serializer);
        return CallAsync(target, decoded, serializer);
    }

    private async Task<ReadOnlyMemory<byte>> CallAsync(object? target, TArguments arguments, PayloadSerializer serializer) =>
        serializer.Serialize(await invoke(target, arguments), $"the result of update {Name}");

    private TArguments Read(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer) =>
        serializer.DeserializeArguments(Arguments, arguments, $"what update {Name} was sent with");
}
