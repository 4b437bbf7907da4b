using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks that a call through an interface's or a base class's method sees the step or workflow that it reaches.</summary>
internal static class ImplementationChecks
{
    /// <summary>A method that isn't marked, and which a step overrides.</summary>
    public static void Override(SymbolAnalysisContext context, IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden && IsStepBehind(method, overridden, context.Compilation))
            context.ReportDiagnostic(Diagnostic.Create(Rules.UnmarkedDeclaration, method.Locations[0], method.Name, Shown(overridden)));
    }

    /// <summary>The methods of a type's interfaces, but for those that are implemented as in its base class, which is looked at itself.</summary>
    public static void Type(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (StepNames.Of(context.Compilation).IsEmpty)
            return;
        foreach (var declared in type.AllInterfaces.SelectMany(i => i.GetMembers()).OfType<IMethodSymbol>())
        {
            if (!CallParser.IsName(declared.Name, context.Compilation)
                || type.FindImplementationForInterfaceMember(declared) is not IMethodSymbol method
                || SymbolEqualityComparer.Default.Equals(method, type.BaseType?.FindImplementationForInterfaceMember(declared)))
                continue;
            var location = (SymbolEqualityComparer.Default.Equals(method.ContainingType, type) ? method : (ISymbol)type).Locations[0];
            if (IsStepBehind(method, declared, context.Compilation))
                context.ReportDiagnostic(Diagnostic.Create(Rules.UnmarkedDeclaration, location, method.Name, Shown(declared)));
            else if (ChildParser.NotSeenThrough(declared, method) is { } workflow)
                context.ReportDiagnostic(Diagnostic.Create(Rules.InheritedImplementation, location, type.Name, Shown(declared), How(method, workflow), declared.ContainingType.Name, Advice(type, declared, method, workflow)));
        }
    }

    private static bool IsStepBehind(IMethodSymbol method, IMethodSymbol declared, Compilation compilation) =>
        CallParser.IsName(declared.Name, compilation)
        && CarrierRules.WhyNot(method) is null
        && StepParser.FindAttribute(method) is not null
        && StepParser.FindAttribute(declared) is null;

    private static string How(IMethodSymbol method, IMethodSymbol workflow) => SymbolEqualityComparer.Default.Equals(method, workflow)
        ? $"the workflow '{Shown(workflow)}', which it inherits"
        : $"an override of the workflow '{Shown(workflow)}', which is none itself";

    private static string Advice(INamedTypeSymbol type, IMethodSymbol declared, IMethodSymbol method, IMethodSymbol workflow) => SymbolEqualityComparer.Default.Equals(method, workflow)
        ? $"implement '{Shown(declared)}' in '{type.Name}' by a method that calls the workflow, or let '{workflow.ContainingType.Name}' implement '{declared.ContainingType.Name}'"
        : "put [Workflow] on it too";

    private static string Shown(IMethodSymbol method) => $"{method.ContainingType.Name}.{method.Name}";
}
