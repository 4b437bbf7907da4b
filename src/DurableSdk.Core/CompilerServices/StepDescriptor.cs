using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: calls the step's method on an instance of its own (null for a static method).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<TResult> StepInvoker<TArguments, TResult>(object? target, TArguments arguments, CancellationToken cancel);

/// <summary>For generated code: all that the engine knows of a step.</summary>
/// <typeparam name="TArguments">See <see cref="ArgumentCodec{TArguments}"/>.</typeparam>
/// <typeparam name="TResult">The result; <see cref="Unit"/> for none.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepDescriptor<TArguments, TResult>
{
    /// <summary>Makes a descriptor.</summary>
    /// <param name="name">The step's name in ids, by default its method's.</param>
    /// <param name="service">The type by which the instance of an attempt is made; null for a static method.</param>
    /// <param name="arguments">How the arguments pass.</param>
    /// <param name="invoke">Calls the method.</param>
    [SetsRequiredMembers] // else the compiler looks for them among all members of the constructed type, for each step
    public StepDescriptor(string name, Type? service, ArgumentCodec<TArguments> arguments, StepInvoker<TArguments, TResult> invoke)
    {
        Name = name;
        Service = service;
        Arguments = arguments;
        Invoke = invoke;
    }

    /// <summary>The step's name.</summary>
    public string Name { get; }

    /// <summary>The type that declares the method as the call sees it: a class, or an interface; null for a static method.</summary>
    public Type? Service { get; }

    /// <summary>For a static method the metadata name of the type that declares it, such as <c>Shop.Outer+Inner`1</c>, which generated code may not be allowed to mention; null for another.</summary>
    public string? StaticOf { get; init; }

    /// <summary>Whether the method takes a <see cref="CancellationToken"/>; no token is made for the attempts of one that doesn't.</summary>
    public bool TakesCancellation { get; init; }

    /// <summary>The attribute's options. Default: those of an attribute without any.</summary>
    public StepOptions Options { get; init; } = StepOptions.Default;

    /// <summary>How the arguments pass.</summary>
    public ArgumentCodec<TArguments> Arguments { get; }

    /// <summary>Calls the method.</summary>
    public StepInvoker<TArguments, TResult> Invoke { get; }

    /// <summary>How the step is undone when the run ends badly; null where it isn't.</summary>
    public StepCompensation? Compensation { get; init; }

    /// <summary>Calls the step durably, or gives null outside a workflow, where a step is the plain method.</summary>
    /// <param name="id">Where it is called: see <see cref="CallSite.Id"/>.</param>
    /// <param name="source">See <see cref="CallSite.Source"/>.</param>
    /// <param name="target">The instance on which the code calls it; null for a static method.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>A task that fails by DS1003 where the code belongs to a run and has left its scheduler.</returns>
    public Task<TResult>? CallInWorkflow(string id, string source, object? target, TArguments arguments) =>
        WorkflowScope.Current?.CallStep(this, new CallSite(id, source), target, arguments);
}
