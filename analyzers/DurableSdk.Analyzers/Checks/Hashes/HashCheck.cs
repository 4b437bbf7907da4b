using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Hashes;

/// <summary>
/// Hash codes that another process computes otherwise (DUR1015). A method that computes a hash code itself is left alone: dictionaries
/// and sets call it, and what they make of it is the same in every process.
/// </summary>
internal sealed class HashCheck : Check
{
    public const string Rule = "DUR1015";

    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation, OperationKind.MethodReference];

    public override void Operation(IOperation operation, Visit visit)
    {
        var method = operation is IInvocationOperation call ? call.TargetMethod : ((IMethodReferenceOperation)operation).Method;
        if (!IsHash(method) || IsInsideHash(visit.Body.Member, operation) || visit.Facts.IsSafe(method))
            return;
        if (NameOf(operation, method, visit) is { } name)
            visit.Report(DeterminismRules.UnstableHash, operation.Syntax, name);
    }

    private static bool IsHash(IMethodSymbol method) => method.Name is nameof(GetHashCode) or "Combine" or "ToHashCode";

    /// <summary>Also a comparer's, and what such a method calls in the class itself isn't worth a word.</summary>
    private static bool IsInsideHash(ISymbol body, IOperation operation)
    {
        if (body is IMethodSymbol { Name: nameof(GetHashCode) } or IMethodSymbol { Name: "System.Collections.Generic.IEqualityComparer.GetHashCode" })
            return true;
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation { Symbol.Name: nameof(GetHashCode) })
                return true;
        }

        return false;
    }

    private static string? NameOf(IOperation operation, IMethodSymbol method, Visit visit)
    {
        if (visit.Facts.ApiOf(method, null)?.Rule == Rule)
            return $"{method.ContainingType.Name}.{method.Name}";
        if (method.Name != nameof(GetHashCode) || HashedType(operation, method) is not { } type || new HashStability(visit).IsStable(type) is not false)
            return null;
        return $"{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}.{nameof(GetHashCode)}";
    }

    /// <summary>The type whose hash it is: of the object itself, or of what a comparer is given.</summary>
    private static ITypeSymbol? HashedType(IOperation operation, IMethodSymbol method) => method.Parameters.Length switch
    {
        0 => operation is IInvocationOperation call ? call.Instance?.Type : ((IMethodReferenceOperation)operation).Instance?.Type,
        1 when method.ContainingType is { Name: "EqualityComparer" or "IEqualityComparer", Arity: 1 } comparer => comparer.TypeArguments[0],
        1 when method.ContainingType is { Name: "StringComparer" } => method.Parameters[0].Type,
        _ => null,
    };
}
