using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads a <c>[Workflow]</c>.</summary>
internal static class WorkflowParser
{
    private const int TimeoutDaysMax = 3650;

    public static WorkflowCodeModel? ParseCode(GeneratorAttributeSyntaxContext context, CancellationToken cancel) =>
        context.TargetSymbol is IMethodSymbol method && Parse(method, context.Attributes[0], context.SemanticModel.Compilation, null) is { } workflow
            ? new WorkflowCodeModel(workflow, Graphs.GraphText.Of(method, SharedModels.Of(context.TargetNode.SyntaxTree, context.SemanticModel.Compilation), cancel))
            : null;

    public static WorkflowModel? Parse(IMethodSymbol method, AttributeData attribute, Compilation compilation, ProblemSink? sink)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
            return null;
        method = method.PartialDefinitionPart ?? method; // only there the default arguments stand
        var good = CheckType(method, sink);
        var parsed = MethodParser.Parse(method, "Workflow", compilation, sink);
        var version = VersionOf(attribute);
        if (version < 1)
        {
            sink?.Invoke(Rules.Rules.OptionOutOfRange, LocationOf(attribute), "Version", version, "versions count from 1");
            good = false;
        }

        var name = NameOf(method, attribute);
        var identifier = Identifiers.FromWorkflowName(name);
        if (identifier is null)
            sink?.Invoke(Rules.Rules.NameGivesNoIdentifier, LocationOf(attribute), name);
        if (!good || parsed is null || identifier is null)
            return null;

        return new WorkflowModel(
            parsed,
            name,
            version,
            TimeoutOf(attribute, sink),
            identifier,
            method.ContainingNamespace.IsGlobalNamespace ? null : SpaceOf(method.ContainingNamespace),
            IsPublic(method),
            $"{method.ContainingType.Name}.{method.Name}",
            SignalParser.Parse(method.ContainingType, compilation, out var takesOthers),
            takesOthers,
            method.IsStatic ? EquatableArray<QueryModel>.Empty : QueryParser.Parse(method.ContainingType, compilation),
            method.IsStatic ? EquatableArray<UpdateModel>.Empty : UpdateParser.Parse(method.ContainingType, compilation));
    }

    public static string NameOf(IMethodSymbol method, AttributeData attribute) => Argument(attribute, "Name") is string { Length: > 0 } given ? given : method.ContainingType.Name;

    public static int VersionOf(AttributeData attribute) => Argument(attribute, "Version") is int given ? given : 1;

    private static long? TimeoutOf(AttributeData attribute, ProblemSink? sink)
    {
        var given = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Timeout").Value;
        return given.Kind == TypedConstantKind.Error || given.Value is null ? null : Durations.Option("Timeout", given.Value as string, 1, TimeoutDaysMax, () => LocationOf(attribute, "Timeout"), sink);
    }

    public static Location? LocationOf(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation();

    /// <summary>Where a named argument stands; the attribute itself where it has none of the name.</summary>
    public static Location? LocationOf(AttributeData attribute, string name)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        var argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);
        return (argument ?? (SyntaxNode?)syntax)?.GetLocation();
    }

    private static bool CheckType(IMethodSymbol method, ProblemSink? sink)
    {
        var good = true;
        var location = method.Locations.FirstOrDefault();
        if (method.IsGenericMethod || IsGeneric(method.ContainingType))
            Report(Rules.Rules.GenericWorkflow, method.Name);
        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
            Report(Rules.Rules.WrongCarrier, method.Name, "Workflow", "it is an interface's, and has no name of its own; mark a method of the class");
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            Report(Rules.Rules.AbstractWorkflow, method.Name, $"interface {method.ContainingType.Name}");
        else if (!method.IsStatic && method.ContainingType.IsAbstract)
            Report(Rules.Rules.AbstractWorkflow, method.Name, $"abstract class {method.ContainingType.Name}");
        else if (!method.IsStatic && method.ContainingType is { TypeKind: TypeKind.Class } type && type.InstanceConstructors.All(c => c.DeclaredAccessibility != Accessibility.Public))
            Report(Rules.Rules.AbstractWorkflow, method.Name, $"class {type.Name}, which has no public constructor");
        return good;

        void Report(DiagnosticDescriptor rule, params object[] arguments)
        {
            good = false;
            sink?.Invoke(rule, location, arguments);
        }
    }

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    private static bool IsPublic(IMethodSymbol method) =>
        Visibility.IsPublic(method.ContainingType) && Visibility.IsPublic(method.ReturnType) && method.Parameters.All(p => Visibility.IsPublic(p.Type));

    private static string SpaceOf(INamespaceSymbol space) =>
        space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    private static object? Argument(AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;
}
