using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads the signals that a workflow's class takes: its <c>[Signal]</c> methods, and what its code waits for by a constant name.</summary>
internal static class SignalParser
{
    /// <param name="takesOthers">Whether it may wait for others: by a name that isn't constant, or in code outside the class, also of a referenced assembly.</param>
    public static EquatableArray<SignalModel> Parse(INamedTypeSymbol type, Compilation compilation, out bool takesOthers)
    {
        var signals = new SortedDictionary<string, SignalModel>(StringComparer.Ordinal);
        var members = new List<(string Name, List<ITypeSymbol> Types)>();
        foreach (var method in Handlers(type))
        {
            if (ParseHandler(method, type, compilation, null) is not { } signal || signals.ContainsKey(signal.Name))
                continue;
            signals.Add(signal.Name, signal);
            members.Add((signal.HandleMethod!, method.Parameters.Select(p => p.Type).ToList()));
        }

        takesOthers = AssemblyParser.CallsWaits(compilation);
        foreach (var wait in SignalWaits.Of(compilation))
        {
            if (!IsWithin(wait.Type, type))
                takesOthers |= !IsOfOtherWorkflow(wait.Type, type);
            else if (wait.Name is not { Length: > 0 } name || WhyNotNamed(wait.Payload, compilation))
                takesOthers = true;
            else if (!signals.ContainsKey(name))
                signals.Add(name, Awaited(name, wait.Payload, signals.Count, members, compilation));
        }

        return signals.Values.ToEquatableArray();
    }

    /// <summary>The <c>[Signal]</c> methods of a class and of those that it derives from; of an overridden one the last.</summary>
    public static IEnumerable<IMethodSymbol> Handlers(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var method in current.GetMembers().OfType<IMethodSymbol>())
            {
                if (AttributeOf(method) is not null)
                    yield return method.PartialDefinitionPart ?? method;
            }
        }
    }

    public static AttributeData? AttributeOf(IMethodSymbol method) => StepParser.AttributeOf(method, WellKnownNames.SignalAttribute);

    /// <param name="type">The class that has it, perhaps from one that it derives from.</param>
    public static SignalModel? ParseHandler(IMethodSymbol method, INamedTypeSymbol type, Compilation compilation, ProblemSink? sink)
    {
        if (WhyNot(method) is { } why)
        {
            sink?.Invoke(Rules.Rules.WrongCarrier, method.Locations.FirstOrDefault(), method.Name, "Signal", why);
            return null;
        }

        if (InheritedMethods.Parse(method, type, "Signal", compilation, sink) is not { } parsed)
            return null;
        var isPublic = method.Parameters.All(p => Visibility.IsPublic(p.Type));
        return new SignalModel(NameOf(method), parsed, null, parsed.Member, HandleNames.Of(method.Name, "Signal"), isPublic);
    }

    public static string NameOf(IMethodSymbol method)
    {
        var given = AttributeOf(method)?.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string;
        return !string.IsNullOrEmpty(given) ? given! : HandleNames.WithoutAsync(method.Name);
    }

    private static string? WhyNot(IMethodSymbol method) => method switch
    {
        { MethodKind: not MethodKind.Ordinary } => "it is no ordinary method",
        { IsStatic: true } => "it is static; a signal changes the state of one run, which its instance holds",
        { IsGenericMethod: true } => "it is generic, and nobody could say which type was sent",
        { IsAbstract: true } => "it is abstract; put it on the method that implements it",
        { ContainingType.TypeKind: TypeKind.Interface } => "it is an interface's, from which a workflow's class inherits nothing; put it on a method of the class",
        { IsAsync: true, ReturnsVoid: true } => "it is async void, so nobody could wait for it; let it return Task",
        { ReturnsVoid: false } when !IsPlainTask(method.ReturnType) => "it returns something; a signal has no answer, so let it return void or Task",
        _ when method.Parameters.Any(p => MethodParser.IsCancellationToken(p.Type)) => "it takes a CancellationToken; give that to the workflow's method",
        _ => null,
    };

    private static bool IsPlainTask(ITypeSymbol type) => MethodParser.IsTask(type) && type is INamedTypeSymbol { Name: "Task", Arity: 0 };

    /// <param name="members">The handle's members so far. A name that would give one of them again gives none.</param>
    private static SignalModel Awaited(string name, ITypeSymbol payload, int index, List<(string Name, List<ITypeSymbol> Types)> members, Compilation compilation)
    {
        var handle = Identifiers.FromWorkflowName(name) is { } identifier ? $"Signal{identifier}Async" : null;
        if (members.Any(m => m.Name == handle && m.Types.Count == 1 && compilation.ClassifyCommonConversion(m.Types[0], payload).IsIdentity))
            handle = null;
        if (handle is not null)
            members.Add((handle, [payload]));
        return new SignalModel(name, null, new TypeText().Of(payload), $"AwaitedSignal{index.ToString(null, null)}", handle, Visibility.IsPublic(payload)) { WarningIds = WarningIds.Of(payload) };
    }

    private static bool WhyNotNamed(ITypeSymbol payload, Compilation compilation) =>
        Visibility.HasErrors(payload) || HookParser.HoldsTypeParameter(payload) || Visibility.FirstHidden(payload, compilation) is not null;

    /// <summary>Whether code in one type is code of the other: itself, a base of it, or nested in it.</summary>
    private static bool IsWithin(INamedTypeSymbol? inner, INamedTypeSymbol type)
    {
        for (; inner is not null; inner = inner.ContainingType)
        {
            for (var current = type; current is not null; current = current.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(inner.OriginalDefinition, current.OriginalDefinition))
                    return true;
            }
        }

        return false;
    }

    /// <summary>What waits in the class of another workflow concerns that one alone.</summary>
    private static bool IsOfOtherWorkflow(INamedTypeSymbol? waiting, INamedTypeSymbol type) =>
        IsOfWorkflow(waiting) && !SymbolEqualityComparer.Default.Equals(waiting, type);

    /// <summary>Whether code of a type is a workflow's own, so that no other calls it.</summary>
    public static bool IsOfWorkflow(INamedTypeSymbol? type) => type is { IsStatic: false } && type.GetMembers().Any(MemberNames.IsWorkflow);
}
