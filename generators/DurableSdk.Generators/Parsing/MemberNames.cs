using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>The member that encloses a call, by which the ids of its sites are qualified.</summary>
internal static class MemberNames
{
    private static readonly SymbolDisplayFormat Format = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeExplicitInterface,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>The member around lambdas and local functions.</summary>
    public static ISymbol? EnclosingMember(ISymbol? symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.LambdaMethod or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol is IFieldSymbol { AssociatedSymbol: { } property } ? property : symbol;
    }

    public static bool IsWorkflow(ISymbol? member) =>
        member is IMethodSymbol method && StepParser.AttributeOf(method, WellKnownNames.WorkflowAttribute) is not null;

    /// <summary>
    /// The member's full name, overload included. Ids are made of it and stand in logs, so nothing is in it that can change without making
    /// another member: no names of parameters or tuple elements, no modifiers, no annotations.
    /// </summary>
    public static string Of(ISymbol? member)
    {
        if (member is null)
            return "";
        var name = NameOf(member);
        return FileLocalName(member.ContainingType) is { } file ? $"{name}@{file}" : name;
    }

    private static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => Text(member.ContainingType) + ".static()",
        IMethodSymbol { AssociatedSymbol: { } owner, MethodKind: var kind } => NameOf(owner) + kind switch
        {
            MethodKind.PropertyGet => ".get",
            MethodKind.PropertySet => ".set",
            MethodKind.EventAdd => ".add",
            _ => ".remove",
        },
        IMethodSymbol method => $"{Text(method)}({Parameters(method.Parameters)})",
        IPropertySymbol { IsIndexer: true } indexer => $"{Text(indexer)}[{Parameters(indexer.Parameters)}]",
        _ => Text(member),
    };

    /// <summary>Overloads can differ by a reference, but not by its kind.</summary>
    private static string Parameters(IEnumerable<IParameterSymbol> parameters) =>
        string.Join(", ", parameters.Select(p => (p.RefKind == RefKind.None ? "" : "ref ") + Text(p.Type)));

    private static string Text(ISymbol symbol) => string.Concat(
        symbol.ToDisplayParts(Format).Select(p => p.Kind == SymbolDisplayPartKind.Keyword && p.ToString() == "dynamic" ? "object" : p.ToString()));

    /// <summary>The file of a type that isn't alone in its name.</summary>
    private static string? FileLocalName(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                return FileOf(type);
        }

        return null;
    }

    /// <summary>The file's name; of several files of that name with such a type, the path from the folder that they share.</summary>
    private static string FileOf(INamedTypeSymbol type)
    {
        var path = PathOf(type);
        var twins = type.ContainingNamespace.GetTypeMembers(type.Name, type.Arity)
            .Where(t => t.IsFileLocal)
            .Select(PathOf)
            .Where(p => FileNames.Of(p) == FileNames.Of(path))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (twins.Count < 2)
            return FileNames.Of(path);
        var shared = 0;
        for (var i = 0; twins.All(t => i < t.Length && t[i] == path[i]); i++)
        {
            if (path[i] == '/')
                shared = i + 1;
        }

        return path.Substring(shared);
    }

    private static string PathOf(INamedTypeSymbol type) => (type.Locations[0].SourceTree?.FilePath ?? "").Replace('\\', '/');
}
