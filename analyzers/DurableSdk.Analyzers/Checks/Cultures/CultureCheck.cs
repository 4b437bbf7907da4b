using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Cultures;

/// <summary>
/// Texts, numbers and comparisons that the culture of the machine decides (DUR1010), where they matter: in a condition, as an argument
/// of a durable operation or as a key. Messages of exceptions and lines of the log may be in anybody's language.
/// </summary>
internal sealed class CultureCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } =
    [
        OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.Interpolation, OperationKind.Binary, OperationKind.CompoundAssignment,
        OperationKind.ObjectCreation, OperationKind.InterpolatedStringAppendFormatted, OperationKind.FieldReference,
    ];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (NameOf(operation, out var at) is { } name && Decisions.Feeds(at, visit))
            visit.Report(DeterminismRules.Culture, at.Syntax, name);
        else if (TextOrder.SortedBy(operation) is { } sequence && TextOrder.Matters(sequence, visit))
            visit.Report(DeterminismRules.Culture, operation.Syntax, $"{NameOf(operation)} of texts");
    }

    private static string NameOf(IOperation operation) => operation is IInvocationOperation call ? $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}" : operation.Type!.Name;

    /// <returns>What depends on the culture, for the message; null if nothing does.</returns>
    private static string? NameOf(IOperation operation, out IOperation at)
    {
        at = operation;
        switch (operation)
        {
            case IPropertyReferenceOperation property:
                return CultureUse.IsCurrent(property.Property) && !TextOrder.IsComparer(property) ? $"{property.Property.ContainingType.Name}.{property.Property.Name}" : null;
            case IFieldReferenceOperation { Field: { Name: "CurrentCulture" or "CurrentCultureIgnoreCase", ContainingType: { Name: "StringComparison", ContainingNamespace.Name: "System" } } comparison }:
                return $"StringComparison.{comparison.Name}";
            case IInterpolatedStringAppendOperation part when CultureUse.Appended(part) is { } appended:
                at = appended;
                return appended.Syntax.ToString();
            case IInvocationOperation { TargetMethod: { Name: "Append" or "Insert", ContainingType: { Name: "StringBuilder", ContainingNamespace.Name: "Text" } } } append:
                if (append.Arguments.FirstOrDefault(a => CultureUse.IsFormatted(Operand(a.Value), null)) is not { Value: var value })
                    return null;
                at = value;
                return value.Syntax.ToString();
            case IInvocationOperation call:
                return CultureUse.Depends(call) || TextOrder.Picks(call) ? $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}" : null;
            case IInterpolationOperation hole when CultureUse.IsPlain(hole) && CultureUse.IsFormatted(hole.Expression.Type, CultureUse.FormatOf(hole)):
                at = hole.Expression;
                return hole.Expression.Syntax.ToString();
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                at = CultureUse.IsFormatted(Operand(sum.RightOperand), null) ? sum.RightOperand : sum.LeftOperand;
                return CultureUse.IsFormatted(Operand(at), null) ? at.Syntax.ToString() : null;
            case ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String } append:
                at = append.Value;
                return CultureUse.IsFormatted(Operand(at), null) ? at.Syntax.ToString() : null;
            default:
                return null;
        }
    }

    private static ITypeSymbol? Operand(IOperation operand) => CultureUse.Operand(operand);
}
