using DurableSdk.Analyzers.Checks.Cultures;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>
/// Stack traces, and texts of exceptions that hold one, where they decide something (DUR1035). Messages of exceptions and lines of the log
/// may hold them.
/// </summary>
internal sealed class ExceptionTextCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } =
    [
        OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.Interpolation, OperationKind.Binary, OperationKind.CompoundAssignment,
    ];

    public override void Operation(IOperation operation, Visit visit)
    {
        foreach (var text in TextsIn(operation, visit.Facts))
        {
            if (Decisions.Feeds(text, visit))
                visit.Report(DeterminismRules.ExceptionText, text.Syntax, text is IPropertyReferenceOperation ? "Exception.StackTrace" : "Exception.ToString");
        }
    }

    private static IEnumerable<IOperation> TextsIn(IOperation operation, Facts facts) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "StackTrace", ContainingType: { } type } } when IsException(type) => [operation],
        IInvocationOperation { TargetMethod: { Name: nameof(ToString), Parameters.IsEmpty: true }, Instance: { } instance } when HoldsTrace(instance, facts) => [operation],
        IInterpolationOperation hole when HoldsTrace(hole.Expression, facts) => [hole.Expression],
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => new[] { sum.LeftOperand, sum.RightOperand }.Where(o => HoldsTrace(o, facts)),
        ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String } append when HoldsTrace(append.Value, facts) => [append.Value],
        _ => [],
    };

    /// <summary>Whether its text is the one that every exception has; a class of the project may make its own.</summary>
    private static bool HoldsTrace(IOperation value, Facts facts)
    {
        if (Receivers.Plain(value)?.Type is not { } type || !IsException(type))
            return false;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (facts.IsInSource(current) && current.GetMembers(nameof(ToString)).OfType<IMethodSymbol>().Any(m => m is { IsOverride: true, Parameters.IsEmpty: true }))
                return false;
        }

        return true;
    }

    private static bool IsException(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }
}
