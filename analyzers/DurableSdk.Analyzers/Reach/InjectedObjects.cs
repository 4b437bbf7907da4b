using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>
/// What comes from dependency injection: the constructor parameters of a workflow's class and of the classes that it is given,
/// the fields and properties that hold them, and the local variables and elements of lists that stand for those.
/// </summary>
internal sealed class InjectedObjects(Facts facts, IEnumerable<IMethodSymbol> workflows, CancellationToken cancel)
{
    private const int DepthMax = 16;

    private readonly InjectedMembers _members = new(facts, cancel);

    public InjectedTypes Types { get; } = new(facts, workflows);

    /// <summary>Whether an object was injected. What its methods return isn't: that is the business of the call.</summary>
    public bool IsInjected(IOperation? expression) => IsInjected(expression, 0);

    /// <summary>Whether a field, property or primary constructor's parameter holds what was injected.</summary>
    public bool Holds(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => IsOfPrimaryConstructor(parameter),
        IFieldSymbol or IPropertySymbol => Types.Contains(symbol.ContainingType) && _members.Contains(symbol),
        _ => false,
    };

    private bool IsInjected(IOperation? expression, int depth)
    {
        if (depth > DepthMax)
            return false;
        switch (Receivers.Plain(expression))
        {
            case IParameterReferenceOperation parameter:
                return Holds(parameter.Parameter) || (Receivers.ListOf(parameter) is { } list && IsInjected(list, depth + 1));
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "Lazy" } } lazy:
                return IsInjected(lazy.Instance, depth + 1);
            case IPropertyReferenceOperation { Property.IsIndexer: true } element:
                return IsList(element.Instance?.Type) && IsInjected(element.Instance, depth + 1);
            case ICoalesceOperation either:
                return IsInjected(either.Value, depth + 1) || IsInjected(either.WhenNull, depth + 1);
            case IConditionalOperation either:
                return IsInjected(either.WhenTrue, depth + 1) || IsInjected(either.WhenFalse, depth + 1);
            case IArrayElementReferenceOperation element:
                return IsInjected(element.ArrayReference, depth + 1);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                return Holds(member.Member);
            case ILocalReferenceOperation local:
                return Receivers.OriginOf(local).Value is { } origin && IsInjected(origin, depth + 1);
            default:
                return false;
        }
    }

    private bool IsOfPrimaryConstructor(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && Types.Contains(constructor.ContainingType)
        && constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancel) is TypeDeclarationSyntax);

    private static bool IsList(ITypeSymbol? type) => type is INamedTypeSymbol { ContainingNamespace: { } space } && space.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal);
}
