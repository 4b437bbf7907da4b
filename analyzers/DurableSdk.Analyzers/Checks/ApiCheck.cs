using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>Uses of APIs that the table knows to be unsafe in a workflow (DUR1001 to DUR1009, DUR1012, DUR1028, DUR1030, DUR1033).</summary>
internal sealed class ApiCheck : Check
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Rules = DeterminismRules.All.ToDictionary(r => r.Id);

    /// <summary>What an instance may not be made from: the values that differ at each making. What it is made to use later is no harm.</summary>
    private static readonly HashSet<string> OfConstruction = ["DUR1001", "DUR1002", "DUR1033"];

    public override IReadOnlyList<BodyKind> Bodies { get; } = [BodyKind.Workflow, BodyKind.Construction];

    public override IReadOnlyList<OperationKind> Operations { get; } =
    [
        OperationKind.Invocation, OperationKind.MethodReference, OperationKind.ObjectCreation, OperationKind.PropertyReference,
        OperationKind.FieldReference, OperationKind.EventReference,
    ];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (EntryOf(operation, visit.Facts) is not { Rule: not Hashes.HashCheck.Rule } entry || (visit.Body.Kind == BodyKind.Construction && !OfConstruction.Contains(entry.Rule)))
            return;
        if (entry.Rule != DeterminismRules.BannedByProject.Id && Receivers.Of(operation) is { } receiver && EntryOf(OriginOf(receiver), visit.Facts)?.Rule == entry.Rule)
            return; // said where the object came from
        var member = MemberOf(operation)!;
        var name = Name(member);
        if (entry.Instead.Length == 0)
            visit.Report(Rules[entry.Rule], operation.Syntax, name);
        else
            visit.Report(Rules[entry.Rule], operation.Syntax, name, entry.Instead);
    }

    private static ApiEntry? EntryOf(IOperation? operation, Facts facts)
    {
        if (MemberOf(operation) is not { } member || facts.IsSafe(member))
            return null;
        var receiver = (operation as IMemberReferenceOperation)?.Instance ?? (operation as IInvocationOperation)?.Instance;
        return facts.ApiOf(member, TypeOf(receiver)) is { Rule: not ApiEntry.Safe } entry && (entry.Rule == DeterminismRules.BannedByProject.Id || !IsHarmless(member)) ? entry : null;
    }

    /// <summary>What a variable is made as says more than its own type: <c>Stream copy = new MemoryStream()</c>.</summary>
    private static ITypeSymbol? TypeOf(IOperation? receiver) =>
        receiver is ILocalReferenceOperation local && Receivers.OriginOf(local) is { Value: IObjectCreationOperation { Type: { } made }, IsElement: false } ? made : receiver?.Type;

    /// <summary>Constants, the members of enums, and exceptions: to throw one is no input or output, wherever it is declared.</summary>
    private static bool IsHarmless(ISymbol member)
    {
        if (member is IFieldSymbol { IsConst: true })
            return true;
        for (var type = member.ContainingType; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    /// <summary>What made the object that a member is used on: <c>new HttpClient()</c>, <c>File.OpenRead(…)</c>.</summary>
    private static IOperation? OriginOf(IOperation? receiver) => Receivers.Plain(receiver) switch
    {
        ILocalReferenceOperation local => Receivers.OriginOf(local).Value is ILocalReferenceOperation ? null : OriginOf(Receivers.OriginOf(local).Value),
        IAwaitOperation awaited => OriginOf(awaited.Operation),
        var origin => origin,
    };

    private static ISymbol? MemberOf(IOperation? operation) => operation switch
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
