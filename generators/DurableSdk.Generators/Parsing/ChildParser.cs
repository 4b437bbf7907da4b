using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Finds the <c>[Workflow]</c> behind a called method: the method itself, or the one workflow of the source and of what it references that overrides or implements it.</summary>
internal static class ChildParser
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, (ChildModel? Child, string? Why)>> Parsed = new();

    /// <summary>The workflow of a called method's definition; null if it is none or a call of it can't become a child. Read once per compilation.</summary>
    public static ChildModel? Of(IMethodSymbol definition, Compilation compilation) => Parse(definition, compilation).Child;

    /// <summary>Why a call that leads to a workflow can't become a child; null where it can, and where the declaration has an error of its own.</summary>
    public static string? WhyNot(IMethodSymbol definition, Compilation compilation) => Parse(definition, compilation).Why;

    /// <summary>Why a call of a workflow whose object may be of a derived class can't become a child: that class has a workflow of its own. Null where none has.</summary>
    public static string? WhyNotOfDerived(IMethodSymbol definition, Compilation compilation) =>
        MemberNames.IsWorkflow(definition) && Behind(definition, compilation).ToList() is { Count: > 1 } workflows ? WhyNotOneOf(workflows) : null;

    /// <summary>Whether a call leads to a workflow: to its own method, to an override of it, or to what it overrides or implements.</summary>
    public static bool LeadsToWorkflow(IMethodSymbol called, Compilation compilation) =>
        MethodParser.IsTask(called.ReturnType) && (Overridden(called) is not null || Behind(called, compilation).Any());

    /// <summary>The workflow that a class's method is or overrides, where a call through an interface's method, which it implements for that class, isn't seen to lead to it; else null.</summary>
    public static IMethodSymbol? NotSeenThrough(IMethodSymbol declared, IMethodSymbol method) =>
        Overridden(method) is { } workflow && !StandsFor(declared, workflow) ? workflow : null;

    private static (ChildModel? Child, string? Why) Parse(IMethodSymbol definition, Compilation compilation)
    {
        if (!MethodParser.IsTask(definition.ReturnType))
            return default; // most calls, and their attributes needn't be read
        var known = Parsed.GetValue(compilation, static _ => new ConcurrentDictionary<ISymbol, (ChildModel?, string?)>(SymbolEqualityComparer.Default));
        return known.GetOrAdd(definition, _ => Find(definition, compilation));
    }

    private static (ChildModel? Child, string? Why) Find(IMethodSymbol called, Compilation compilation)
    {
        if (MemberNames.IsWorkflow(called))
            return Model(called, called, compilation);
        if (Overridden(called) is { } overridden)
            return (null, $"it overrides the workflow {Text(overridden)} and is none itself: the host would run that one; put [Workflow] on it too, with a Name");
        var workflows = Behind(called, compilation).ToList();
        if (workflows.Count > 1)
            return (null, WhyNotOneOf(workflows));
        return workflows.Count == 0 ? default : Model(called, workflows[0], compilation);
    }

    private static (ChildModel? Child, string? Why) Model(IMethodSymbol called, IMethodSymbol workflow, Compilation compilation)
    {
        if (called.ContainingType.IsGenericType || called.IsGenericMethod)
            return (null, "it is called through a generic type; call the workflow's class");
        if (IdentityOf(workflow, compilation) is not var (name, version))
            return default; // an error stands at its declaration
        string? why = null;
        if (MethodParser.Parse(called, "Workflow", compilation, (rule, _, arguments) => why ??= Rules.Rules.Text(rule, arguments)) is not { } method)
            return (null, why);
        return method.IsAccessible || IsOwn(called, compilation)
            ? (new ChildModel(method, name, version, !method.IsAccessible && !SymbolEqualityComparer.Default.Equals(called, workflow)), null)
            : (null, "another assembly declares it as not public");
    }

    /// <summary>Of another assembly's workflow this is all that a call needs; its class may be hidden from here.</summary>
    private static (string Name, int Version)? IdentityOf(IMethodSymbol workflow, Compilation compilation) =>
        StepParser.AttributeOf(workflow, WellKnownNames.WorkflowAttribute) is not { } attribute ? null
        : !IsOwn(workflow, compilation) ? (WorkflowParser.NameOf(workflow, attribute), WorkflowParser.VersionOf(attribute))
        : WorkflowParser.Parse(workflow, attribute, compilation, null) is { } model ? (model.Name, model.Version)
        : null;

    private static bool IsOwn(IMethodSymbol method, Compilation compilation) => SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly);

    /// <summary>The workflow itself, or the one that a method overrides.</summary>
    private static IMethodSymbol? Overridden(IMethodSymbol member)
    {
        for (var current = member; current is not null; current = current.OverriddenMethod)
        {
            if (MemberNames.IsWorkflow(current))
                return current;
        }

        return null;
    }

    /// <summary>The workflows that override or implement a method.</summary>
    private static IEnumerable<IMethodSymbol> Behind(IMethodSymbol called, Compilation compilation)
    {
        var names = StepNames.Of(compilation);
        if (!(called.IsAbstract || called.IsVirtual || called.IsOverride) || !names.Contains(called.Name))
            return [];
        var ofSource = names.ContainsWorkflow(called.Name) ? compilation.GetSymbolsWithName(called.Name, SymbolFilter.Member).OfType<IMethodSymbol>().Where(MemberNames.IsWorkflow) : [];
        return ofSource.Concat(compilation.SourceModule.ReferencedAssemblySymbols.SelectMany(a => References.Of(a).Workflows(called.Name))).Where(m => StandsFor(called, m));
    }

    private static bool StandsFor(IMethodSymbol called, IMethodSymbol workflow)
    {
        for (var current = workflow; current is not null; current = current.OverriddenMethod)
        {
            if (Is(current))
                return true;
        }

        return called.ContainingType.TypeKind == TypeKind.Interface && Interfaces.ImplementedBy(workflow, workflow.ContainingType).Any(Is);

        bool Is(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, called.OriginalDefinition);
    }

    private static string WhyNotOneOf(List<IMethodSymbol> workflows) =>
        $"several workflows stand behind it ({string.Join(", ", workflows.Select(Text).OrderBy(text => text, StringComparer.Ordinal))}), and which one is meant is known at run time only; call the one that is meant";

    private static string Text(IMethodSymbol workflow) => $"{workflow.ContainingType.Name}.{workflow.Name}";
}
