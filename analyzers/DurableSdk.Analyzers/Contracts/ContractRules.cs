using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Contracts;

/// <summary>The table of the rules of the contract file, a line each; each has its page in docs/rules.</summary>
internal static class ContractRules
{
    private const string Remedy = "ask Durable.Patched which way a run takes, or start new runs as another Version";

    public static readonly DiagnosticDescriptor Gone = Rule("DUR2001", "A durable operation is gone", DiagnosticSeverity.Warning, "Workflow {0} no longer asks for '{1}', which runs in flight may have recorded; " + Remedy + " (a renamed step keeps its id by Name)");
    public static readonly DiagnosticDescriptor Moved = Rule("DUR2002", "Durable operations come in another order", DiagnosticSeverity.Warning, "In workflow {0} '{1}' now comes after '{2}', and runs in flight may have recorded the order of before; " + Remedy);
    public static readonly DiagnosticDescriptor TypesChanged = Rule("DUR2003", "The types of arguments or results have changed", DiagnosticSeverity.Warning, "'{1}' of workflow {0} was '{2}' and is '{3}', and runs in flight may have recorded the types of before; " + Remedy);
    public static readonly DiagnosticDescriptor OutOfDate = Rule("DUR2004", "The contract file is out of date", DiagnosticSeverity.Info, "Workflows.contract.txt {1} workflow {0}; no run in flight breaks by that, update the file");
    public static readonly DiagnosticDescriptor Unreadable = Rule("DUR2005", "A line of the contract file can't be read", DiagnosticSeverity.Error, "\"{0}\" {1}");
    public static readonly DiagnosticDescriptor WorkflowGone = Rule("DUR2006", "A workflow of the contract is gone", DiagnosticSeverity.Warning, "Workflow {0} is in the contract and no longer in the code, so its runs in flight can't go on; keep its class, or take it out of the file when none is open", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor Inserted = Rule("DUR2007", "A durable operation is new before others", DiagnosticSeverity.Warning, "In workflow {0} '{1}' is new before '{2}', which runs in flight may have recorded already; " + Remedy);

    public static readonly ImmutableArray<DiagnosticDescriptor> All = [Gone, Moved, TypesChanged, OutOfDate, Unreadable, WorkflowGone, Inserted];

    private static DiagnosticDescriptor Rule(string id, string title, DiagnosticSeverity severity, string message, params string[] tags) =>
        new(id, title, message, "DurableSdk.Contract", severity, isEnabledByDefault: true, helpLinkUri: $"docs/rules/{id}.md", customTags: tags);
}
