using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>
/// Checks that a workflow's class takes all messages of base classes that another assembly declares. What stands in the way there is no error
/// there: the classes derived in that assembly take them.
/// </summary>
internal static class InheritedMessageChecks
{
    private const string Hidden = "it, or what validates it, is private or internal there, which no other assembly sees; make it protected";

    public static void Type(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (!type.GetMembers().Any(m => !m.IsStatic && MemberNames.IsWorkflow(m)))
            return;
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.ContainingAssembly, type.ContainingAssembly))
                continue;
            foreach (var (message, why) in Lost(current, type, context.Compilation))
                context.ReportDiagnostic(Diagnostic.Create(Rules.LostMessage, type.Locations[0], type.Name, $"{current.Name}.{message}", current.ContainingAssembly.Name, why));
        }
    }

    private static IEnumerable<(string Message, string Why)> Lost(INamedTypeSymbol from, INamedTypeSymbol type, Compilation compilation)
    {
        var prefix = Identifiers.MetadataName(from.OriginalDefinition) + ".";
        var hidden = References.Of(from.ContainingAssembly).HiddenMessages
            .Where(m => m.StartsWith(prefix, StringComparison.Ordinal) && m.IndexOf('.', prefix.Length) < 0).ToList();
        foreach (var member in from.GetMembers().Where(IsMessage))
        {
            // What the manifest names and a friend sees is no longer hidden.
            if (WhyNot(member, type, compilation) is not { } why)
                hidden.Remove(HiddenMessages.Of(member) ?? "");
            else if (!hidden.Contains(prefix + member.Name))
                yield return (member.Name, why);
        }

        foreach (var message in hidden)
            yield return (message.Substring(prefix.Length), Hidden);
    }

    private static bool IsMessage(ISymbol member) =>
        QueryParser.AttributeOf(member) is not null
        || (member is IMethodSymbol method && (SignalParser.AttributeOf(method) is not null || UpdateParser.AttributeOf(method) is not null));

    /// <summary>Why a class can't take a message of a base class; null where it can.</summary>
    private static string? WhyNot(ISymbol member, INamedTypeSymbol type, Compilation compilation)
    {
        string? why = null;
        if (QueryParser.AttributeOf(member) is not null)
            QueryParser.Parse(member, type, compilation, Take);
        else if (UpdateParser.AttributeOf((IMethodSymbol)member) is not null)
            UpdateParser.Parse((IMethodSymbol)member, type, compilation, Take);
        else
            SignalParser.ParseHandler((IMethodSymbol)member, type, compilation, Take);
        return why;

        void Take(DiagnosticDescriptor rule, Location? location, object[] arguments) => why ??= Rules.Text(rule, arguments);
    }
}
