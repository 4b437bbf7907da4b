using System.ComponentModel;
using DurableSdk.Storage;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: a workflow as the code sees it that calls it.</summary>
/// <typeparam name="TArguments">See <see cref="ArgumentCodec{TArguments}"/>.</typeparam>
/// <typeparam name="TResult">The result; <see cref="Unit"/> for none.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChildWorkflow<TArguments, TResult>
{
    /// <summary>Makes one.</summary>
    /// <param name="name">The workflow's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="arguments">How the arguments pass.</param>
    public ChildWorkflow(string name, int version, ArgumentCodec<TArguments> arguments)
    {
        Key = new WorkflowKey(name, version);
        Arguments = arguments;
    }

    /// <summary>Name and version.</summary>
    public WorkflowKey Key { get; }

    /// <summary>How the arguments pass.</summary>
    public ArgumentCodec<TArguments> Arguments { get; }

    /// <summary>Starts it as a child, or gives null outside a workflow, where a workflow is the plain method.</summary>
    /// <param name="id">Where it is called: see <see cref="CallSite.Id"/>.</param>
    /// <param name="source">See <see cref="CallSite.Source"/>.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>A task that fails by DS1003 where the code belongs to a run and has left its scheduler.</returns>
    public Task<TResult>? CallInWorkflow(string id, string source, TArguments arguments) =>
        WorkflowScope.Current?.CallWorkflow(this, new CallSite(id, source), arguments);
}
