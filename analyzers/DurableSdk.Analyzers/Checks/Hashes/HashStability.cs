using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Hashes;

/// <summary>Whether a type's hash code is the same in every process.</summary>
internal sealed class HashStability(Visit visit)
{
    private const int DepthMax = 4;

    private static readonly HashSet<string> Stable =
    [
        "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Half", "Int128", "UInt128", "Version",
    ];

    /// <summary>Hashed from texts, by <c>HashCode</c> with its seed of the process, or by reference.</summary>
    private static readonly HashSet<string> Unstable = ["Uri", "Tuple", "ValueTuple", "Type", "Delegate", "StringComparer"];

    /// <returns>Null where it isn't known.</returns>
    public bool? IsStable(ITypeSymbol type) => IsStable(type, 0);

    private bool? IsStable(ITypeSymbol type, int depth)
    {
        if (depth > DepthMax)
            return null;
        switch (type)
        {
            case { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_Double }:
                return true;
            case { SpecialType: SpecialType.System_String or SpecialType.System_Object } or { TypeKind: TypeKind.Array or TypeKind.Delegate }:
                return false;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return IsStable(nullable.TypeArguments[0], depth + 1);
            case INamedTypeSymbol { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } named:
                return Stable.Contains(named.Name) ? true : Unstable.Contains(named.Name) || named.IsTupleType ? false : null;
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named when named.IsAnonymousType || visit.Facts.IsInSource(named):
                return OfSource(named, depth);
            default:
                return null;
        }
    }

    private bool? OfSource(INamedTypeSymbol type, int depth)
    {
        if (OverrideIn(type) is { } written)
            return OfCode(written, depth);
        // Of an open class only the base is known.
        if (type.IsAbstract)
            return null;
        // A record class mixes in the hash of its type, which is a reference; so does a plain struct, and a class has nothing else.
        if (!type.IsAnonymousType && !(type.IsRecord && type.IsValueType))
            return false;
        var parts = type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).Select(f => f.Type)
            .Concat(type.IsAnonymousType ? type.GetMembers().OfType<IPropertySymbol>().Select(p => p.Type) : [])
            .Select(t => IsStable(t, depth + 1)).ToList();
        return parts.Contains(false) ? false : parts.Contains(null) ? null : true;
    }

    private static IMethodSymbol? OverrideIn(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.GetMembers(nameof(GetHashCode)).OfType<IMethodSymbol>().FirstOrDefault(m => m is { IsOverride: true, IsImplicitlyDeclared: false, Parameters.IsEmpty: true }) is { } written)
                return written;
        }

        return null;
    }

    /// <summary>What is written may be stable; it isn't where it calls what isn't.</summary>
    private bool? OfCode(IMethodSymbol method, int depth)
    {
        foreach (var syntax in MemberSyntax.CodeOf(method, visit.Cancel))
        {
            var calls = visit.Facts.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, visit.Cancel)?.Descendants().OfType<IInvocationOperation>() ?? [];
            foreach (var call in calls)
            {
                if (visit.Facts.ApiOf(call.TargetMethod, null)?.Rule == HashCheck.Rule)
                    return false;
                if (call is { TargetMethod.Name: nameof(GetHashCode), Instance.Type: { } type } && call.Arguments.IsEmpty && IsStable(type, depth + 1) is false)
                    return false;
            }
        }

        return null;
    }
}
