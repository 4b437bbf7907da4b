using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>The calls that the compiler makes and nobody writes: of patterns, collection expressions, copies, texts and awaits.</summary>
internal static class ImplicitCalls
{
    public static void Collect(IOperation operation, Action<IMethodSymbol?> lead)
    {
        switch (operation)
        {
            case IWithOperation { Operand.Type: INamedTypeSymbol { IsRecord: true, IsValueType: false } record }:
                lead(CopyConstructorOf(record));
                break;
            case ICollectionExpressionOperation list:
                lead(list.ConstructMethod);
                Add(list, lead);
                break;
            case IRecursivePatternOperation pattern:
                lead(pattern.DeconstructSymbol as IMethodSymbol);
                break;
            case IListPatternOperation pattern:
                Indexed(pattern.LengthSymbol, pattern.IndexerSymbol, lead);
                break;
            case ISlicePatternOperation { SliceSymbol: var slice }:
                lead(slice as IMethodSymbol ?? (slice as IPropertySymbol)?.GetMethod);
                break;
            case IImplicitIndexerReferenceOperation element:
                Indexed(element.LengthSymbol, element.IndexerSymbol, lead);
                break;
            case IInterpolationOperation { Expression: { } value }:
                lead(TextOf(value));
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } text:
                lead(TextOf(text.LeftOperand));
                lead(TextOf(text.RightOperand));
                break;
        }
    }

    public static void Deconstruct(DeconstructionInfo info, Action<IMethodSymbol?> lead)
    {
        lead(info.Method);
        foreach (var nested in info.Nested)
            Deconstruct(nested, lead);
    }

    /// <summary>What ends a <c>using</c>, also where it is implemented explicitly.</summary>
    public static IMethodSymbol? DisposeOf(INamedTypeSymbol type, bool isAsync)
    {
        var (name, contract) = isAsync ? ("DisposeAsync", "IAsyncDisposable") : ("Dispose", "IDisposable");
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(m => m.Parameters.IsEmpty) is { } method)
                return method;
        }

        return type.AllInterfaces.FirstOrDefault(i => i.Name == contract && i.ContainingNamespace.Name == "System")?.GetMembers(name).FirstOrDefault() is { } declared
            ? type.FindImplementationForInterfaceMember(declared) as IMethodSymbol
            : null;
    }

    /// <summary>How an awaiter is told what comes next.</summary>
    public static IMethodSymbol? ContinuationOf(ITypeSymbol? awaiter) =>
        (awaiter?.GetMembers("UnsafeOnCompleted").FirstOrDefault() ?? awaiter?.GetMembers("OnCompleted").FirstOrDefault()) as IMethodSymbol;

    private static IMethodSymbol? CopyConstructorOf(INamedTypeSymbol record) => record.InstanceConstructors
        .FirstOrDefault(c => !c.IsImplicitlyDeclared && c.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, record));

    /// <summary>Without a builder, each element is added. Which overload takes it isn't told; nearly always there is one.</summary>
    private static void Add(ICollectionExpressionOperation list, Action<IMethodSymbol?> lead)
    {
        if (list.ConstructMethod?.MethodKind != MethodKind.Constructor || list.Elements.IsEmpty)
            return;
        foreach (var method in list.SemanticModel?.LookupSymbols(list.Syntax.SpanStart, list.Type, "Add", includeReducedExtensionMethods: true).OfType<IMethodSymbol>().Where(m => m.Parameters.Length == 1) ?? [])
            lead(method);
    }

    private static void Indexed(ISymbol? length, ISymbol? element, Action<IMethodSymbol?> lead)
    {
        lead((length as IPropertySymbol)?.GetMethod);
        lead(element as IMethodSymbol ?? (element as IPropertySymbol)?.GetMethod);
    }

    /// <summary>The <c>ToString</c> of the value's own type, which makes it a part of a text.</summary>
    private static IMethodSymbol? TextOf(IOperation value) =>
        Receivers.Plain(value)?.Type?.GetMembers(nameof(ToString)).OfType<IMethodSymbol>().FirstOrDefault(m => m is { IsOverride: true, IsImplicitlyDeclared: false, Parameters.IsEmpty: true });
}
