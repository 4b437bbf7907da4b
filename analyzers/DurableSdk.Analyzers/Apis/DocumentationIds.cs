using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Apis;

/// <summary>What a documentation id names. Without parameters, a method's stands for all overloads.</summary>
internal static class DocumentationIds
{
    public static bool IsReadable(string id) =>
        id.Length > 2 && id[1] == ':' && "TMPFEN".IndexOf(id[0]) >= 0 && !id.Any(char.IsWhiteSpace);

    public static bool NamesSomething(string id, Compilation compilation) =>
        DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation).Length > 0 || NamesOverloads(id, compilation);

    private static bool NamesOverloads(string id, Compilation compilation)
    {
        var end = id.LastIndexOf('.');
        if (id[0] is not ('M' or 'P') || id.IndexOf('(') >= 0 || end < 2)
            return false;
        var name = id.Substring(end + 1).Replace('#', '.');
        return DocumentationCommentId.GetSymbolsForDeclarationId("T:" + id.Substring(2, end - 2), compilation)
            .OfType<INamedTypeSymbol>()
            .Any(t => t.GetMembers().Any(m => m.MetadataName == name && m.Kind == (id[0] == 'M' ? SymbolKind.Method : SymbolKind.Property)));
    }
}
