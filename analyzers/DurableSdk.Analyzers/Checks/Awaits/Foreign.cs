using DurableSdk.Analyzers.Reach;
using DurableSdk.Generators;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>Which code can't be looked at, and isn't known for what it does.</summary>
internal static class Foreign
{
    /// <summary>
    /// A member of an assembly that was compiled without durable steps, one that only another generator's code implements, or an
    /// abstract one that nothing in this compilation implements.
    /// </summary>
    /// <param name="member">The called member.</param>
    /// <param name="receiver">On what it is called; null if on nothing.</param>
    /// <param name="visit">Where.</param>
    public static bool Is(ISymbol member, ITypeSymbol? receiver, Visit visit)
    {
        if (Facts.IsDurable(member) || visit.Facts.IsSafe(member))
            return false;
        if (visit.Facts.IsInSource(member))
            return member.IsAbstract ? !IsImplemented(member.ContainingType, visit) : IsGenerated(member);
        return IsUnmarked(member.ContainingAssembly) && visit.Facts.ApiOf(member, receiver) is null;
    }

    /// <summary>Whether an object was injected, or belongs to one that was.</summary>
    public static bool IsBorrowed(IOperation? value, Visit visit) => Receivers.Plain(value) is { } plain
        && (visit.State.Injected.IsInjected(plain) || (plain is IMemberReferenceOperation { Instance: { } owner } && IsBorrowed(owner, visit)));

    /// <summary>No workflow code: neither compiled with the generator, nor to be (DUR0019 says so where it isn't).</summary>
    private static bool IsUnmarked(IAssemblySymbol? assembly) =>
        assembly is not null && assembly.Name != WellKnownNames.CoreAssembly && References.Of(assembly) is { Manifest: null, LacksMark: false };

    private static bool IsImplemented(INamedTypeSymbol type, Visit visit) =>
        visit.Facts.Hierarchy(visit.Cancel).DerivedFrom(type).Any(t => t is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false });

    private static bool IsGenerated(ISymbol member)
    {
        var declared = (member is IMethodSymbol { PartialImplementationPart: { } part } ? part : member).DeclaringSyntaxReferences;
        return !declared.IsEmpty && declared.All(r => MemberSyntax.IsGenerated(r.SyntaxTree));
    }
}
