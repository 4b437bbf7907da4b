using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>The calls that are intercepted without a <c>[Step]</c>.</summary>
internal static class FixedOperations
{
    public static OperationModel? Parse(IMethodSymbol method) => (method.Name, method.ContainingType?.ToDisplayString()) switch
    {
        (WellKnownNames.Sleep or WellKnownNames.SleepUntil, WellKnownNames.Durable) =>
            new SleepOperation(method.Name, new TypeText().Of(method.Parameters[0].Type)),
        (WellKnownNames.SetStatus or WellKnownNames.SetAttribute, WellKnownNames.Durable) => ParseMark(method),
        (WellKnownNames.WithTimeout, WellKnownNames.TaskExtensions) => ParseTimeout(method),
        (WellKnownNames.Until, WellKnownNames.Durable) => new ConditionOperation(),
        (WellKnownNames.WaitForSignal, WellKnownNames.Durable) => new SignalWaitOperation(),
        (WellKnownNames.CreateHook, WellKnownNames.Durable) => new HookOperation(null),
        (WellKnownNames.Send, WellKnownNames.Durable) => new SendOperation(method.IsGenericMethod),
        (WellKnownNames.WhenEach, "System.Threading.Tasks.Task") => ParseWhenEach(method),
        (WellKnownNames.AddDurable, WellKnownNames.HostingExtensions) or (WellKnownNames.StartAsync, WellKnownNames.DurableHost or WellKnownNames.WorkflowTestHost) => ParseHost(method),
        _ => null,
    };

    private static MarkOperation ParseMark(IMethodSymbol method)
    {
        var types = new TypeText();
        return new MarkOperation(method.Name, method.Parameters.Select(p => MethodParser.ParseParameter(p, types)).ToEquatableArray());
    }

    private static TimeoutOperation ParseTimeout(IMethodSymbol method)
    {
        var types = new TypeText();
        foreach (var parameter in method.TypeParameters)
            types.Add(parameter);
        var task = method.Parameters[0].Type;
        return new TimeoutOperation(types.Of(task), task.Name == "ValueTask", method.TypeParameters.Select(types.Of).FirstOrDefault());
    }

    private static WhenEachOperation? ParseWhenEach(IMethodSymbol method)
    {
        if (method.Parameters.Length != 1)
            return null;
        var types = new TypeText();
        foreach (var parameter in method.TypeParameters)
            types.Add(parameter);
        var tasks = method.Parameters[0].Type;
        var task = tasks is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)tasks).TypeArguments[0];
        return new WhenEachOperation(
            types.Of(tasks), types.Of(task), method.TypeParameters.Select(types.Of).FirstOrDefault(), tasks.IsRefLikeType);
    }

    /// <summary>The overload without manifests; the one with them is what generated code calls.</summary>
    private static HostOperation? ParseHost(IMethodSymbol method)
    {
        if (method.IsGenericMethod || method.Parameters.Length != 2 || method.Parameters.Any(p => p.Type is IArrayTypeSymbol))
            return null;
        var types = new TypeText();
        return new HostOperation(
            types.Unannotated(method.ContainingType),
            method.Name,
            method.IsExtensionMethod,
            types.Of(method.ReturnType),
            method.Parameters.Select(p => MethodParser.ParseParameter(p, types)).ToEquatableArray());
    }
}
