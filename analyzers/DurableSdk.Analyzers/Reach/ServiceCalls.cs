using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>
/// Which uses of an injected service DUR1029 speaks of. The search for what is reached ends there too, and other rules are silent
/// of such a call: one thing to mend, one finding.
/// </summary>
internal sealed class ServiceCalls(Facts facts, InjectedObjects injected)
{
    /// <summary>
    /// Whether an operation uses a member of an injected service whose code can't be followed. A step, what is marked safe, what
    /// another rule knows, and plain values aren't meant; nor is an assignment, which is DUR1013.
    /// </summary>
    public bool Contains(IOperation operation)
    {
        if (MemberOf(operation) is not { ContainingType: { } declaring } member || Receivers.Of(operation) is not { } receiver || receiver.Type is not { } type)
            return false;
        return !IsFollowed(member, type)
            && !IsOfObject(member)
            && (declaring.TypeKind == TypeKind.Delegate || !Values.IsValue(type) && !Values.IsValue(declaring))
            && !Loggers.Is(type)
            && !IsKnown(member, type)
            && injected.IsInjected(receiver);
    }

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IMethodReferenceOperation reference => reference.Method,
        IPropertyReferenceOperation property when !Usage.Of(property).Writes => property.Property,
        _ => null,
    };

    /// <summary>Code of this compilation that a call certainly runs, or an override of it here.</summary>
    private bool IsFollowed(ISymbol member, ITypeSymbol receiver) =>
        facts.IsInSource(member)
        && (member.IsStatic
            || IsInExtensionBlock(member)
            || (member is { IsAbstract: false, ContainingType.TypeKind: TypeKind.Class or TypeKind.Struct }
                && !(receiver.IsAbstract && (member.IsVirtual || member.IsOverride))));

    /// <summary>A static method in effect, although its receiver is no argument: nobody overrides it.</summary>
    private static bool IsInExtensionBlock(ISymbol member) => member.ContainingType is { CanBeReferencedByName: false, IsAnonymousType: false };

    private bool IsKnown(ISymbol member, ITypeSymbol receiver) =>
        (member is IMethodSymbol method && (facts.IsStep(method) || facts.LeadsToWorkflow(method)))
        || facts.IsSafe(member)
        || (receiver is INamedTypeSymbol && facts.IsSafe(receiver))
        || facts.ApiOf(member, receiver) is not null;

    private static bool IsOfObject(ISymbol member) => member is { IsOverride: true, Name: nameof(ToString) or nameof(Equals) or nameof(GetHashCode) };
}
