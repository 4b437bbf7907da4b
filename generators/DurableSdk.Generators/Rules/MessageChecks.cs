using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks a class's <c>[Query]</c> and <c>[Update]</c> members, and that a name of the workflow belongs to one member.</summary>
internal static class MessageChecks
{
    public static void Type(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var sink = GenerationAnalyzer.Sink(context.ReportDiagnostic);
        foreach (var member in type.GetMembers().Where(m => QueryParser.AttributeOf(m) is not null && m is not IMethodSymbol { PartialDefinitionPart: not null }))
        {
            QueryParser.Parse(member, type, context.Compilation, sink);
            Member(context, type, member, "Query", QueryParser.NameOf(member));
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(m => UpdateParser.AttributeOf(m) is not null && m.PartialDefinitionPart is null))
        {
            UpdateParser.Parse(method, type, context.Compilation, sink);
            Member(context, type, method, "Update", UpdateParser.NameOf(method));
        }
    }

    private static void Member(SymbolAnalysisContext context, INamedTypeSymbol type, ISymbol member, string kind, string name)
    {
        if (!type.IsAbstract && !HasWorkflow(type, member.IsOverride))
            Report(context, Rules.MessageWithoutWorkflow, member, member.Name, type.Name, kind);
        var twin = Names(type).Where(claim => claim.Name == name).Select(claim => claim.Member)
            .FirstOrDefault(other => !SymbolEqualityComparer.Default.Equals(other, member) && !IsOverridden(member, other) && !IsOverridden(other, member));
        if (twin is not null)
            Report(context, Rules.DuplicateMessage, member, name, $"{twin.ContainingType.Name}.{twin.Name}", kind);
    }

    private static IEnumerable<(string Name, ISymbol Member)> Names(INamedTypeSymbol type) =>
        SignalParser.Handlers(type).Select(m => (SignalParser.NameOf(m), (ISymbol)m))
            .Concat(QueryParser.Members(type).Select(m => (QueryParser.NameOf(m), m)))
            .Concat(UpdateParser.Methods(type).Select(m => (UpdateParser.NameOf(m), (ISymbol)m)));

    /// <summary>A workflow of a base class is that class's: of what a derived one adds it would reach overrides only.</summary>
    private static bool HasWorkflow(INamedTypeSymbol? type, bool isOverride) =>
        type is not null && (type.GetMembers().Any(m => !m.IsStatic && MemberNames.IsWorkflow(m)) || (isOverride && HasWorkflow(type.BaseType, true)));

    private static bool IsOverridden(ISymbol member, ISymbol by)
    {
        for (var current = Overridden(by); current is not null; current = Overridden(current))
        {
            if (SymbolEqualityComparer.Default.Equals(current, member))
                return true;
        }

        return false;
    }

    private static ISymbol? Overridden(ISymbol member) => member is IMethodSymbol method ? method.OverriddenMethod : ((IPropertySymbol)member).OverriddenProperty;

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, ISymbol member, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, member.Locations[0], arguments));
}
