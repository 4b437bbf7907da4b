using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.CompilerServices;

/// <summary>All that the engine knows of a workflow; made by generated code.</summary>
public abstract class WorkflowDefinition
{
    /// <summary>One for all who ask, also at once.</summary>
    private WorkflowGraph? _graph;

    private protected WorkflowDefinition(
        string name,
        int version,
        string method,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type? service,
        bool takesCancellation)
    {
        Key = new WorkflowKey(name, version);
        Method = method;
        Service = service;
        TakesCancellation = takesCancellation;
    }

    /// <summary>Name and version.</summary>
    public WorkflowKey Key { get; }

    /// <summary>The method, for messages, such as <c>OrderWorkflow.RunAsync</c>.</summary>
    public string Method { get; }

    /// <summary>The class whose instance runs it; null for a static method.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type? Service { get; }

    /// <summary>Whether its last parameter is a <see cref="CancellationToken"/>.</summary>
    public bool TakesCancellation { get; }

    /// <summary>How long a run may take; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }
    /// <summary>The signals that it takes, ordered by name.</summary>
    public IReadOnlyList<SignalDefinition> Signals { get; init; } = [];

    /// <summary>Whether it may wait for signals that <see cref="Signals"/> doesn't list: a name isn't a constant, or stands outside its class.</summary>
    public bool TakesOtherSignals { get; init; }

    /// <summary>The queries that it answers, ordered by name.</summary>
    public IReadOnlyList<QueryDefinition> Queries { get; init; } = [];

    /// <summary>The query of a name, or null.</summary>
    internal QueryDefinition? FindQuery(string name) => Queries.FirstOrDefault(query => query.Name == name);

    /// <summary>The updates that it takes, ordered by name.</summary>
    public IReadOnlyList<UpdateDefinition> Updates { get; init; } = [];

    /// <summary>The update of a name, or null.</summary>
    internal UpdateDefinition? FindUpdate(string name) => Updates.FirstOrDefault(update => update.Name == name);

    /// <summary>The signal of a name, or null.</summary>
    internal SignalDefinition? FindSignal(string name) => Signals.FirstOrDefault(signal => signal.Name == name);

    /// <summary>Whether something from outside can always go on with its code.</summary>
    internal bool HandlesMessages => Updates.Count > 0 || Signals.Any(signal => signal.IsHandled);

    /// <summary>The graph as generated code holds it; read when it is asked for.</summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public string GraphText { private get; init; } = "";

    /// <summary>The workflow's states and how they follow each other. Made when it is first asked for.</summary>
    public WorkflowGraph Graph => _graph ?? Interlocked.CompareExchange(ref _graph, Graphs.GraphReader.Read(GraphText), null) ?? _graph;

    /// <summary>The arguments' names, in order.</summary>
    public abstract IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The arguments' types, in order.</summary>
    internal abstract IReadOnlyList<Type> ParameterTypes { get; }

    /// <summary>Whether a run of one can go on as a run of the other: they take and give the same.</summary>
    internal bool IsInterchangeableWith(WorkflowDefinition other) => GetType() == other.GetType() && ParameterNames.SequenceEqual(other.ParameterNames);

    /// <summary>Reads arguments that a person wrote, as an array or as an object by name, and writes them as the log has them.</summary>
    /// <exception cref="JsonException">They don't fit.</exception>
    internal abstract ReadOnlyMemory<byte> Recode(JsonElement json, PayloadSerializer serializer);

    internal abstract Replay.WorkflowInvocation CreateInvocation();
}
