using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>Statics that change while the process runs, or that the next process makes otherwise (DUR1011).</summary>
internal sealed class MutableStaticCheck : Check
{
    private const string WhereRead = "make it readonly, pass the value as an argument, or read it in a [Step]";
    private const string WhereMade = "pass the value as an argument, or read it in a [Step]";
    private const string WhereChanged = "keep the value in a variable of the workflow, or change it in a [Step]";

    public override IReadOnlyList<OperationKind> Operations => Mutations.Kinds;

    public override void Operation(IOperation operation, Visit visit)
    {
        if (operation is IMemberReferenceOperation { Instance: null } reference && Statics.MayChange(reference.Member, visit.Facts))
            Report(reference, reference.Member, Mutations.IsAssigned(reference) ? WhereChanged : Statics.IsConstant(reference.Member, visit.Facts) ? WhereMade : WhereRead, visit);
        else if (operation is IMemberReferenceOperation { Instance: null } made && visit.State.ProcessValues.Contains(made.Member, visit))
            Report(made, made.Member, WhereMade, visit);
        else if (Mutations.ChangedBy(operation) is { } changed && ConstantBehind(operation, changed, visit) is { } constant)
            Report(operation, constant, WhereChanged, visit);
    }

    /// <summary>The static that never changes itself, but holds the object that is changed.</summary>
    private static ISymbol? ConstantBehind(IOperation operation, IOperation changed, Visit visit)
    {
        var owners = Mutations.Owners(changed).ToList();
        return owners[owners.Count - 1] is IMemberReferenceOperation { Instance: null, Member: var member }
            && Statics.IsConstant(member, visit.Facts) && !Statics.MayChange(member, visit.Facts) && !visit.Facts.IsSafe(member)
            && !visit.IsKnownApi(operation) && !owners.Any(visit.IsKnownApi) ? member : null;
    }

    private static void Report(IOperation operation, ISymbol member, string advice, Visit visit) =>
        visit.Report(DeterminismRules.MutableStatic, operation.Syntax, $"{member.ContainingType.Name}.{member.Name}", advice);
}
