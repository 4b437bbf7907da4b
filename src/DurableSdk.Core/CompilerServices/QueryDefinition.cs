using System.ComponentModel;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>All that the engine knows of a query that a workflow answers; made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class QueryDefinition
{
    private protected QueryDefinition(string name) => Name = name;

    /// <summary>The name by which it is asked.</summary>
    public string Name { get; }

    /// <summary>The arguments' names, in order.</summary>
    internal abstract IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The arguments' types, in order.</summary>
    internal abstract IReadOnlyList<Type> ParameterTypes { get; }

    /// <summary>What it takes, for messages, such as <c>String item</c>.</summary>
    internal abstract string Parameters { get; }

    /// <summary>Reads the arguments; what is given calls the member on an instance and writes the answer.</summary>
    /// <exception cref="DurableException">DS1005: the arguments don't fit.</exception>
    internal abstract Func<object?, ReadOnlyMemory<byte>> Bind(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer);
}

/// <summary>For generated code: calls the member that answers a query.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate TResult QueryInvoker<TArguments, TResult>(object? target, TArguments arguments);

/// <summary>For generated code: a query with its types.</summary>
/// <typeparam name="TArguments">See <see cref="ArgumentCodec{TArguments}"/>.</typeparam>
/// <typeparam name="TResult">The answer.</typeparam>
/// <param name="name">The name by which it is asked.</param>
/// <param name="arguments">How the arguments pass.</param>
/// <param name="invoke">Calls the member that answers it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class QueryDefinition<TArguments, TResult>(string name, ArgumentCodec<TArguments> arguments, QueryInvoker<TArguments, TResult> invoke) : QueryDefinition(name)
{
    /// <summary>How the arguments pass.</summary>
    public ArgumentCodec<TArguments> Arguments { get; } = arguments;

    internal override IReadOnlyList<string> ParameterNames => Arguments.Names;

    internal override IReadOnlyList<Type> ParameterTypes => Arguments.Types;

    internal override string Parameters => Arguments.Description;

    internal override Func<object?, ReadOnlyMemory<byte>> Bind(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer)
    {
        var decoded = serializer.DeserializeArguments(Arguments, arguments, $"what query {Name} is asked with");
        return target => serializer.Serialize(invoke(target, decoded), $"the answer of query {Name}");
    }
}
