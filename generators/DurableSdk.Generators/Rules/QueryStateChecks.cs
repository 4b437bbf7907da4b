using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Rules;

/// <summary>Reports where code that only looks assigns to a field or a property of the workflow's instance.</summary>
internal static class QueryStateChecks
{
    public static void Block(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol method || !OnlyLooks(method))
            return;
        var name = method.AssociatedSymbol?.Name ?? method.Name;
        foreach (var target in context.OperationBlocks.SelectMany(b => b.DescendantsAndSelf()).SelectMany(Targets))
        {
            if (ChangedMember(target) is { } member)
                context.ReportDiagnostic(Diagnostic.Create(Rules.QueryChangesState, target.Syntax.GetLocation(), name, member.Name));
        }
    }

    private static bool OnlyLooks(IMethodSymbol method) =>
        QueryParser.AttributeOf(method.MethodKind == MethodKind.PropertyGet ? method.AssociatedSymbol ?? method : method) is not null
        || (WorkflowCode.IsClassOfWorkflow(method.ContainingType) && UpdateParser.IsValidator(method));

    private static IEnumerable<IOperation> Targets(IOperation operation) => operation switch
    {
        IDeconstructionAssignmentOperation { Target: ITupleOperation tuple } => tuple.Elements,
        IAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation step => [step.Target],
        _ => [],
    };

    /// <summary>The instance's member that an assignment goes to, also where it goes to a part of a struct in it.</summary>
    private static ISymbol? ChangedMember(IOperation? target) => target switch
    {
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        IFieldReferenceOperation { Member.ContainingType.IsValueType: true } part => ChangedMember(part.Instance),
        _ => null,
    };
}
