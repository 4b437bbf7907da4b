using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>Uses of APIs that the table knows to be unsafe in a workflow (DUR1001 to DUR1009, DUR1012, DUR1015, DUR1028, DUR1030).</summary>
internal sealed class ApiCheck : Check
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Rules = DeterminismRules.All.ToDictionary(r => r.Id);

    /// <summary>What an instance may not be made from: the values that differ at each making. What it is made to use later is no harm.</summary>
    private static readonly HashSet<string> OfConstruction = ["DUR1001", "DUR1002"];

    public override IReadOnlyList<BodyKind> Bodies { get; } = [BodyKind.Workflow, BodyKind.Construction];

    public override IReadOnlyList<OperationKind> Operations { get; } =
    [
        OperationKind.Invocation, OperationKind.MethodReference, OperationKind.ObjectCreation, OperationKind.PropertyReference,
        OperationKind.FieldReference, OperationKind.EventReference,
    ];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (MemberOf(operation) is not { } member || visit.Facts.IsSafe(member))
            return;
        var receiver = (operation as IMemberReferenceOperation)?.Instance?.Type ?? (operation as IInvocationOperation)?.Instance?.Type;
        if (visit.Facts.ApiOf(member, receiver) is not { Rule: not ApiEntry.Safe } entry)
            return;
        if (visit.Body.Kind == BodyKind.Construction && !OfConstruction.Contains(entry.Rule))
            return;
        var name = Name(member);
        if (entry.Instead.Length == 0)
            visit.Report(Rules[entry.Rule], operation.Syntax, name);
        else
            visit.Report(Rules[entry.Rule], operation.Syntax, name, entry.Instead);
    }

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.ReducedFrom ?? call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IMemberReferenceOperation reference => reference.Member,
        _ => null,
    };

    private static string Name(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? $"new {member.ContainingType.Name}"
        : $"{member.ContainingType?.Name}.{member.Name}";
}
