using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Finds the <c>[Step]</c> behind a called method and reads it.</summary>
internal static class StepParser
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, StepModel?>> Parsed = new();

    /// <summary>The step of a called method's definition; null if it is none or no code can be generated. Read once per compilation.</summary>
    public static StepModel? Of(IMethodSymbol definition, Compilation compilation)
    {
        var steps = Parsed.GetValue(compilation, static _ => new ConcurrentDictionary<ISymbol, StepModel?>(SymbolEqualityComparer.Default));
        return steps.GetOrAdd(definition, _ => FindAttribute(definition) is { } attribute ? Parse(definition, attribute, compilation, null) : null);
    }

    public static StepModel? Parse(IMethodSymbol definition, AttributeData attribute, Compilation compilation, ProblemSink? sink)
    {
        if (CarrierRules.WhyNot(definition) is { } why)
        {
            sink?.Invoke(Rules.Rules.WrongCarrier, definition.Locations.FirstOrDefault(), definition.Name, "Step", why);
            return null;
        }

        var options = StepOptionsParser.Parse(attribute, compilation, new TypeText(), sink);
        if (!TransactionRules.Check(definition, attribute, options, sink))
            return null;
        if (MethodParser.Parse(definition, "Step", compilation, sink) is not { } method)
            return null;
        var (compensation, isWanted) = CompensationParser.Parse(definition, attribute, compilation, sink);
        // An error stands at the declaration; another assembly's isn't shown, and its steps must not go without.
        if (isWanted && compensation is null && !SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, compilation.Assembly))
            return null;
        var name = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string;
        return new StepModel(method, string.IsNullOrEmpty(name) ? definition.Name : name!, options) { Compensation = compensation };
    }

    /// <summary>The method as it is declared: neither reduced nor constructed.</summary>
    public static IMethodSymbol DefinitionOf(IMethodSymbol called) => (called.ReducedFrom ?? called).OriginalDefinition;

    /// <summary>
    /// The <c>[Step]</c> on the method, on what it overrides, or on the interface method that it implements: a call sees a
    /// step whichever of them it goes through.
    /// </summary>
    public static AttributeData? FindAttribute(IMethodSymbol method) => FindCarrier(method) is { } carrier ? OwnAttribute(carrier) : null;

    /// <summary>The method that carries the attribute, as the given one's type sees it.</summary>
    public static IMethodSymbol? FindCarrier(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (OwnAttribute(current) is not null)
                return current;
            if (current.ContainingType is { } type && Interfaces.ImplementedBy(current, type).FirstOrDefault(m => OwnAttribute(m) is not null) is { } declared)
                return declared;
        }

        return null;
    }

    private static AttributeData? OwnAttribute(IMethodSymbol method) => AttributeOf(method, WellKnownNames.StepAttribute);

    public static AttributeData? AttributeOf(IMethodSymbol method, string attributeName)
    {
        foreach (var attribute in method.OriginalDefinition.GetAttributes())
        {
            if (attribute.AttributeClass is { ContainingNamespace.Name: "DurableSdk" } type && attributeName.EndsWith(type.Name, StringComparison.Ordinal) && type.ToDisplayString() == attributeName)
                return attribute;
        }

        return null;
    }
}
