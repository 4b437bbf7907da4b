using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Worker;

/// <summary>Makes the instances that workflows and steps run on, from a scope of the service provider.</summary>
internal sealed class InstanceFactory(IStepStandIn? standIn = null)
{
    /// <summary>A type's constructor is the same for every host, and a millisecond's work to compile: much to a test that starts thousands of them.</summary>
    private static readonly ConditionalWeakTable<Type, InstanceConstructor> Constructors = [];

    /// <summary>The instance that a workflow's method runs on; null for a static one.</summary>
    /// <exception cref="DurableException">DS2003: it can't be made.</exception>
    public object? ForWorkflow(IServiceProvider services, WorkflowDefinition definition) =>
        definition.Service is { } type ? Create(services, type, $"Workflow {definition.Key.Name}") : null;

    /// <summary>
    /// The instance that a step's attempt runs on, of the type of the object that the workflow called it on; null for a static
    /// method. The workflow's own class is made anew; a service comes from the provider, which then disposes it.
    /// </summary>
    /// <exception cref="DurableException">DS2003: it can't be made.</exception>
    public StepTarget ForStep(IServiceProvider services, StepCall call, Type? workflow)
    {
        if (call.Service is not { } service || call.TargetType is not { } target)
            return new StepTarget(null, IsOwned: false);
        var what = $"Step {call.Id}";
        return target != workflow && (FromProvider(services, service, target, what) ?? standIn?.ServiceOf(target, null)) is { } provided
            ? new StepTarget(provided, IsOwned: false)
            : new StepTarget(Create(services, target, what), IsOwned: true);
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "A service is a class or an interface; arrays of references share their code.")]
    private static object? FromProvider(IServiceProvider services, Type service, Type target, string what)
    {
        object[] keyed;
        try
        {
            if ((services.GetServices(service).LastOrDefault(instance => instance?.GetType() == target) ?? services.GetService(target)) is { } provided)
                return provided;
            keyed = services is IKeyedServiceProvider ? [.. services.GetKeyedServices(service, KeyedService.AnyKey).OfType<object>().Where(instance => instance.GetType() == target)] : [];
        }
        catch (Exception e)
        {
            throw HostingErrors.CannotCreate(what, service, e);
        }

        // The object that the workflow called doesn't tell its key.
        return keyed.Length > 1 ? throw HostingErrors.SeveralKeyed(what, service, target) : keyed.FirstOrDefault();
    }

    private object Create(IServiceProvider services, Type type, string what)
    {
        try
        {
            return Constructors.GetValue(type, static type => new InstanceConstructor(type)).Create(standIn is null ? services : new StandInProvider(services, standIn, type));
        }
        catch (Exception e)
        {
            throw HostingErrors.CannotCreate(what, type, e);
        }
    }
}
