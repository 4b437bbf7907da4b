using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>A member whose code is reached, and the shortest way that leads to it.</summary>
/// <param name="member">A method, or a field or property for its initialiser; always the definition.</param>
/// <param name="kind">As what it runs.</param>
/// <param name="caller">What leads to it; null for a root.</param>
/// <param name="isCertain">Whether the caller calls just this, and not something that may be implemented here or otherwise.</param>
internal sealed class Body(ISymbol member, BodyKind kind, Body? caller, bool isCertain = true)
{
    private const int ChainLengthMax = 8;

    public ISymbol Member { get; } = member;

    public BodyKind Kind { get; } = kind;

    public Body? Caller { get; } = caller;

    /// <summary>Whether the root certainly leads here: no call on the way is of an interface's, or of another virtual, member.</summary>
    public bool IsCertain { get; } = isCertain && (caller is null || caller.IsCertain);

    /// <summary>The workflow or step that everything begins with.</summary>
    public ISymbol Root => Caller is null ? Member : Caller.Root;

    /// <summary>The end of a message: nothing in the root itself, else the calls that lead here.</summary>
    public string ChainText => Caller is null ? "" : $" (reached by {string.Join(" → ", Names())})";

    private List<string> Names()
    {
        var bodies = new List<Body>();
        for (var body = this; body is not null; body = body.Caller)
            bodies.Insert(0, body);
        var names = bodies.Select((b, i) => i > 0 && IsSameType(b, bodies[i - 1]) ? ShortName(b.Member) : FullName(b.Member)).ToList();
        if (names.Count > ChainLengthMax)
        {
            names.RemoveRange(ChainLengthMax / 2, names.Count - ChainLengthMax);
            names.Insert(ChainLengthMax / 2, "…");
        }

        return names;
    }

    private static bool IsSameType(Body one, Body other) =>
        SymbolEqualityComparer.Default.Equals(one.Member.ContainingType, other.Member.ContainingType);

    private static string FullName(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } ? ShortName(member) : $"{NamedTypeOf(member)?.Name}.{ShortName(member)}";

    /// <summary>The block of an extension has no name of its own.</summary>
    private static INamedTypeSymbol? NamedTypeOf(ISymbol member) =>
        member.ContainingType is { Name: "", ContainingType: { } outer } ? outer : member.ContainingType;

    private static string ShortName(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => $"new {member.ContainingType.Name}",
        IMethodSymbol { AssociatedSymbol: { } owner } => owner is IPropertySymbol { IsIndexer: true } ? "this[]" : owner.Name,
        _ => member.Name.Substring(member.Name.LastIndexOf('.') + 1),
    };
}
