using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Zones;

/// <summary>
/// Times that are taken for ones of the machine's zone because they name none (DUR1033), or may be (DUR1034): a <c>DateTime</c> that becomes a
/// <c>DateTimeOffset</c> or UTC, and texts. What always goes by the machine's zone stands in the table of APIs.
/// </summary>
internal sealed class ZoneCheck : Check
{
    private const string Remedy = "begin with UTC, or give an offset: new DateTimeOffset(value, offset)";

    public override IReadOnlyList<BodyKind> Bodies { get; } = [BodyKind.Workflow, BodyKind.Construction];

    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Conversion, OperationKind.ObjectCreation, OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: { } conversion } converted when IsOfSystem(conversion.ContainingType, "DateTimeOffset"):
                Taken(converted.Operand, converted.Operand.Syntax, visit);
                break;
            case IObjectCreationOperation { Constructor.Parameters.Length: 1 } creation when creation.Constructor.Parameters[0].Type.SpecialType == SpecialType.System_DateTime && IsOfSystem(creation.Type, "DateTimeOffset"):
                Taken(creation.Arguments[0].Value, creation.Arguments[0].Value.Syntax, visit);
                break;
            case IInvocationOperation call when MadeUtc(call) is { } value:
                Taken(value, call.Syntax, visit);
                break;
            case IInvocationOperation call when ZonedTexts.Missing(call) is { } style:
                visit.Report(DeterminismRules.ZoneOfUnknown, call.Syntax, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}", $"pass DateTimeStyles.{style}");
                break;
        }
    }

    private static void Taken(IOperation value, SyntaxNode at, Visit visit)
    {
        switch (new TimeKinds(visit).Of(value))
        {
            case TimeKind.OfMachine:
                visit.Report(DeterminismRules.Zone, at, at.ToString(), Remedy);
                break;
            case TimeKind.Unknown:
                visit.Report(DeterminismRules.ZoneOfUnknown, at, at.ToString(), "unless its Kind is Utc; make sure of it by DateTime.SpecifyKind, or give an offset: new DateTimeOffset(value, offset)");
                break;
        }
    }

    /// <summary>The time that a call converts to or from the machine's zone, unless it is UTC already.</summary>
    private static IOperation? MadeUtc(IInvocationOperation call) => (call.TargetMethod.ContainingType.Name, call.TargetMethod.Name, call.Arguments.Length) switch
    {
        ("DateTime", "ToUniversalTime", 0) when IsOfSystem(call.TargetMethod.ContainingType, "DateTime") => call.Instance,
        ("TimeZoneInfo", "ConvertTimeToUtc", 1) => call.Arguments[0].Value,
        ("TimeZoneInfo", "ConvertTime", 2) when call.TargetMethod.Parameters[0].Type.SpecialType == SpecialType.System_DateTime => call.Arguments[0].Value,
        _ => null,
    };

    private static bool IsOfSystem(ITypeSymbol? type, string name) => type is not null && type.Name == name && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
