using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>The member that encloses a call, by which the ids of its sites are qualified.</summary>
internal static class MemberNames
{
    private static readonly SymbolDisplayFormat Format = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeExplicitInterface,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The member around lambdas and local functions.</summary>
    public static ISymbol? EnclosingMember(ISymbol? symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.LambdaMethod or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol;
    }

    public static bool IsWorkflow(ISymbol? member) =>
        member is IMethodSymbol method && StepParser.AttributeOf(method, WellKnownNames.WorkflowAttribute) is not null;

    /// <summary>The member's full name, overload included.</summary>
    public static string Of(ISymbol? member)
    {
        if (member is null)
            return "";
        var name = member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor }
            ? member.ContainingType.ToDisplayString(Format) + ".static()"
            : member.ToDisplayString(Format);
        return FileLocalName(member.ContainingType) is { } file ? $"{name}@{file}" : name;
    }

    /// <summary>The file of a type that isn't alone in its name.</summary>
    private static string? FileLocalName(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                return FileNames.Of(type.Locations[0].SourceTree?.FilePath);
        }

        return null;
    }
}
