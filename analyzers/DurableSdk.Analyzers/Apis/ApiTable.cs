using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Apis;

/// <summary>
/// Which APIs are unsafe in a workflow, by documentation id. The nearest entry counts: the member's own (with its parameters, then
/// of all overloads), what it overrides, the receiver's type and its bases, their interfaces, the namespaces from the inside out.
/// </summary>
internal sealed class ApiTable
{
    private static readonly Lazy<Dictionary<string, ApiEntry>> KnownEntries = new(ReadKnown);

    private readonly IReadOnlyDictionary<string, ApiEntry> _entries;
    private readonly ConcurrentDictionary<(ISymbol, ITypeSymbol?), ApiEntry?> _found = new();

    private ApiTable(IReadOnlyDictionary<string, ApiEntry> entries, ApiTable? banned = null)
    {
        _entries = entries;
        Banned = banned;
    }

    /// <summary>The table that comes with the analyzers, for one compilation: it remembers symbols, which hold all of theirs in memory.</summary>
    public static ApiTable Known => new(KnownEntries.Value);

    /// <summary>What the project itself bans, which counts before all that is known; null if it bans nothing.</summary>
    public ApiTable? Banned { get; }

    public IEnumerable<KeyValuePair<string, ApiEntry>> Entries => _entries;

    public static ApiTable WithBans(IReadOnlyDictionary<string, ApiEntry> banned) =>
        new(KnownEntries.Value, banned.Count == 0 ? null : new ApiTable(banned));

    /// <param name="member">The called member.</param>
    /// <param name="receiver">On what it is called; null if on nothing.</param>
    public ApiEntry? Find(ISymbol member, ITypeSymbol? receiver) => Banned?.Find(member, receiver) ?? _found.GetOrAdd((member.OriginalDefinition, receiver), key => Search(key.Item1, key.Item2));

    private ApiEntry? Search(ISymbol member, ITypeSymbol? receiver)
    {
        for (var current = member; current is not null; current = Overridden(current))
        {
            if (current.OriginalDefinition.GetDocumentationCommentId() is { } id && (Entry(id) ?? Entry(WithoutParameters(id))) is { } ofMember)
                return ofMember;
        }

        for (var type = receiver ?? member.ContainingType; type is not null; type = type.BaseType)
        {
            if (OfType(type) is { } ofType)
                return ofType;
        }

        var whole = receiver ?? member.ContainingType;
        return whole?.AllInterfaces.Select(OfType).FirstOrDefault(e => e is not null) ?? OfNamespace(member);
    }

    private ApiEntry? OfType(ITypeSymbol type) => Entry(type.OriginalDefinition.GetDocumentationCommentId() ?? "");

    private ApiEntry? OfNamespace(ISymbol member)
    {
        for (var space = member.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var name = space.ToDisplayString();
            if (Entry("N:" + name) is { } found)
                return IsOfSystem(name) || member is IMethodSymbol { MethodKind: MethodKind.Ordinary } ? found : null;
        }

        return null;
    }

    /// <summary>Of a package only its methods are meant: what they give is data.</summary>
    private static bool IsOfSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    private ApiEntry? Entry(string id) => _entries.TryGetValue(id, out var entry) ? entry : null;

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    /// <summary>The id that stands for all overloads.</summary>
    private static string WithoutParameters(string id)
    {
        var name = id.IndexOf('(') is var parameters and >= 0 ? id.Substring(0, parameters) : id;
        return name.IndexOf("``", StringComparison.Ordinal) is var arity and >= 0 ? name.Substring(0, arity) : name;
    }

    private static Dictionary<string, ApiEntry> ReadKnown()
    {
        using var stream = typeof(ApiTable).GetTypeInfo().Assembly.GetManifestResourceStream("KnownApis.txt")!;
        using var reader = new StreamReader(stream);
        return ApiFile.Parse(reader.ReadToEnd());
    }
}
