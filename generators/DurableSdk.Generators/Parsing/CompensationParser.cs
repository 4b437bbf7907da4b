using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>Finds the method that <c>[Step(Compensate = …)]</c> names: the overload on the step's type that takes what a compensation can be given.</summary>
internal static class CompensationParser
{
    private const string Option = "Compensate";

    /// <returns>Null where none is asked for; a null model where it isn't there or can't be told.</returns>
    public static (CompensationModel? Model, bool IsWanted) Parse(IMethodSymbol step, AttributeData attribute, Compilation compilation, ProblemSink? sink)
    {
        if (attribute.NamedArguments.FirstOrDefault(a => a.Key == Option).Value.Value is not string name)
            return (null, false);
        var carrier = StepParser.FindCarrier(step) ?? step;
        var overloads = carrier.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
            .Where(m => !SymbolEqualityComparer.Default.Equals(m, carrier) && m.PartialDefinitionPart is null).ToList();
        var fits = overloads.SelectMany(m => CompensationSignature.Fits(m, carrier, compilation)).ToList();
        if (fits.Count == 0)
            sink?.Invoke(Rules.Rules.WrongCompensation, At(attribute), name, step.Name, WhyNone(overloads, carrier, name), CompensationSignature.Accepted(carrier, name));
        else if (fits.Count > 1)
            sink?.Invoke(Rules.Rules.AmbiguousCompensation, At(attribute), name, step.Name, string.Join(" and ", fits.Select(f => f.Shown(carrier))));
        else if (fits[0].TakesArguments && StepOptionsParser.Parse(attribute, compilation, new TypeText(), null).HashesArguments && CompensationSignature.HasArguments(carrier))
            sink?.Invoke(Rules.Rules.CompensationOfHash, At(attribute), name, step.Name);
        return (fits.Count == 1 ? Read(step, carrier, fits[0], compilation, sink) : null, true);
    }

    private static CompensationModel? Read(IMethodSymbol step, IMethodSymbol carrier, CompensationFit fit, Compilation compilation, ProblemSink? sink)
    {
        var method = fit.Method.OriginalDefinition;
        if (MethodParser.Parse(method, "Compensation", compilation, sink) is not { } parsed)
            return null;
        var types = MethodParser.TypeTextOf(step);
        var attribute = StepParser.AttributeOf(method, WellKnownNames.StepAttribute);
        var name = attribute?.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string;
        return new CompensationModel(
            parsed,
            string.IsNullOrEmpty(name) ? method.Name : name!,
            attribute is null ? StepOptionsParser.Default : StepOptionsParser.Parse(attribute, compilation, new TypeText(), null),
            fit.TakesArguments,
            fit.TakesResult,
            Listed(TypeText.ArgumentsOf(carrier.ContainingType).Select(types.Of)),
            method.Arity == 0 ? "" : Listed(step.TypeParameters.Select(types.Of)));
    }

    private static string WhyNone(List<IMethodSymbol> overloads, IMethodSymbol carrier, string name)
    {
        var type = SignatureRules.Short(carrier.ContainingType);
        return overloads.Count == 0 ? $"'{type}' has no other method '{name}' that can be seen from here"
            : overloads.All(m => MethodParser.ParseReturn(m.ReturnType, new TypeText()) is null) ? "it returns no task"
            : carrier.IsStatic && overloads.All(m => !m.IsStatic) ? "the step is static, so there is no instance to call it on"
            : "it takes something else";
    }

    private static string Listed(IEnumerable<string> types)
    {
        var text = string.Join(", ", types);
        return text.Length == 0 ? "" : $"<{text}>";
    }

    private static Location? At(AttributeData attribute)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        var argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == Option);
        return (argument ?? (SyntaxNode?)syntax)?.GetLocation();
    }
}
