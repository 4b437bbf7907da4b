using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks a class's <c>[Signal]</c> methods, and that a name is handled by one method or waited for as one type.</summary>
internal static class SignalChecks
{
    public static void Type(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var own = type.GetMembers().OfType<IMethodSymbol>().Where(m => SignalParser.AttributeOf(m) is not null && m.PartialDefinitionPart is null).ToList();
        foreach (var method in own)
            Method(context, type, method);
        if (type.GetMembers().Any(MemberNames.IsWorkflow))
            Waits(context, type);
    }

    private static void Method(SymbolAnalysisContext context, INamedTypeSymbol type, IMethodSymbol method)
    {
        var signal = SignalParser.ParseHandler(method, type, context.Compilation, GenerationAnalyzer.Sink(context.ReportDiagnostic));
        if (!type.IsAbstract && !HasWorkflow(type, method.IsOverride))
            Report(context, Rules.SignalWithoutWorkflow, method.Locations[0], method.Name, type.Name);
        var twin = SignalParser.Handlers(type).FirstOrDefault(m => SignalParser.NameOf(m) == SignalParser.NameOf(method));
        if (signal is not null && twin is not null && !SymbolEqualityComparer.Default.Equals(twin, method) && !IsOverridden(method, twin))
            Report(context, Rules.DuplicateSignal, method.Locations[0], signal.Name, $"{twin.ContainingType.Name}.{twin.Name}");
    }

    private static void Waits(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var handlers = SignalParser.Handlers(type).GroupBy(SignalParser.NameOf, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var seen = new Dictionary<string, ITypeSymbol>(StringComparer.Ordinal);
        foreach (var wait in SignalWaits.Of(context.Compilation).Where(w => w.Name is not null && SymbolEqualityComparer.Default.Equals(w.Type, type)))
        {
            if (handlers.TryGetValue(wait.Name!, out var handler))
                Report(context, Rules.SignalHandledAndAwaited, wait.Location, wait.Name!, $"{handler.ContainingType.Name}.{handler.Name}");
            if (!seen.TryGetValue(wait.Name!, out var first))
                seen.Add(wait.Name!, wait.Payload);
            else if (!SymbolEqualityComparer.Default.Equals(first, wait.Payload))
                Report(context, Rules.SignalTypesDiffer, wait.Location, wait.Name!, SignatureRules.Short(wait.Payload), SignatureRules.Short(first), type.Name);
        }
    }

    /// <summary>A workflow of a base class is that class's: of what a derived one adds it would reach overrides only.</summary>
    private static bool HasWorkflow(INamedTypeSymbol? type, bool isOverride) =>
        type is not null && (type.GetMembers().Any(m => !m.IsStatic && MemberNames.IsWorkflow(m)) || (isOverride && HasWorkflow(type.BaseType, true)));

    private static bool IsOverridden(IMethodSymbol method, IMethodSymbol by)
    {
        for (var current = by.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current, method))
                return true;
        }

        return false;
    }

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location, arguments));
}
