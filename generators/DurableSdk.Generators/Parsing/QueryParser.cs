using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads the queries that a workflow's class answers: its <c>[Query]</c> methods and properties.</summary>
internal static class QueryParser
{
    public static EquatableArray<QueryModel> Parse(INamedTypeSymbol type, Compilation compilation)
    {
        var queries = new SortedDictionary<string, QueryModel>(StringComparer.Ordinal);
        foreach (var member in Members(type))
        {
            if (Parse(member, type, compilation, null) is { } query && !queries.ContainsKey(query.Name))
                queries.Add(query.Name, query);
        }

        return queries.Values.ToEquatableArray();
    }

    /// <summary>The members of a class, and of those that it derives from, that are marked; of an overridden one the last.</summary>
    public static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (AttributeOf(member) is not null)
                    yield return member is IMethodSymbol { PartialDefinitionPart: { } definition } ? definition : member;
            }
        }
    }

    public static AttributeData? AttributeOf(ISymbol member) => member is IMethodSymbol or IPropertySymbol
        ? member.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == WellKnownNames.QueryAttribute)
        : null;

    public static string NameOf(ISymbol member)
    {
        var given = AttributeOf(member)?.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string;
        return !string.IsNullOrEmpty(given) ? given! : member.Name;
    }

    /// <param name="type">The class that has it, perhaps from one that it derives from.</param>
    public static QueryModel? Parse(ISymbol member, INamedTypeSymbol type, Compilation compilation, ProblemSink? sink)
    {
        if (WhyNot(member) is { } why)
        {
            sink?.Invoke(Rules.Rules.WrongMessage, member.Locations.FirstOrDefault(), member.Name, "Query", why);
            return null;
        }

        var method = member as IMethodSymbol ?? ((IPropertySymbol)member).GetMethod!;
        if (InheritedMethods.Parse(method, type, "Query", compilation, sink) is not { } parsed)
            return null;
        var isPublic = Visibility.IsPublic(method.ReturnType) && method.Parameters.All(p => Visibility.IsPublic(p.Type));
        return new QueryModel(NameOf(member), parsed, (member as IPropertySymbol)?.Name, HandleNames.Of(member.Name, "Query"), isPublic);
    }

    private static string? WhyNot(ISymbol member) => member switch
    {
        { IsStatic: true } => "it is static; a query looks at the state of one run, which its instance holds",
        { IsAbstract: true } => "it is abstract; put it on the member that implements it",
        { ContainingType.TypeKind: TypeKind.Interface } => "it is an interface's, from which a workflow's class inherits nothing; put it on a member of the class",
        IPropertySymbol { IsIndexer: true } => "an indexer has no name by which it could be asked; write a method",
        IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 } => "it is an interface's, and has no name of its own; mark a property of the class",
        IPropertySymbol { GetMethod: null } => "it can't be read",
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } => "it is no ordinary method; mark the property itself, or write a method",
        IMethodSymbol { IsGenericMethod: true } => "it is generic, and nobody could say which type was asked for",
        IMethodSymbol { ReturnsVoid: true } => "it returns nothing, and a query is there to answer; what changes something is an [Update] or a [Signal]",
        IMethodSymbol method when MethodParser.IsTask(method.ReturnType) => $"it returns {method.ReturnType.Name}; a query answers at once from what the run knows, so let it return the value itself",
        IPropertySymbol property when MethodParser.IsTask(property.Type) => $"it is a {property.Type.Name}; a query answers at once from what the run knows, so let it give the value itself",
        IMethodSymbol method when method.Parameters.Any(p => MethodParser.IsCancellationToken(p.Type)) => "it takes a CancellationToken; it answers at once, so nothing of it could be cancelled",
        _ => null,
    };
}
