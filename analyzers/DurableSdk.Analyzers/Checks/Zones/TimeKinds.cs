using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Checks.Awaits;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Zones;

/// <summary>Which <c>Kind</c> a <c>DateTime</c> has, as far as the code says it.</summary>
internal sealed class TimeKinds(Visit visit)
{
    private const int DepthMax = 8;

    public TimeKind Of(IOperation? value) => Of(value, 0);

    private TimeKind Of(IOperation? value, int depth)
    {
        if (depth > DepthMax || Receivers.Plain(value) is not { } plain)
            return TimeKind.Unknown;
        return plain switch
        {
            IDefaultValueOperation => TimeKind.OfMachine,
            IObjectCreationOperation made => OfArgument(made.Arguments, TimeKind.OfMachine),
            IPropertyReferenceOperation property => OfProperty(property, depth),
            IFieldReferenceOperation field => OfField(field, depth),
            IInvocationOperation call => OfCall(call, depth),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum => Of(sum.LeftOperand, depth + 1),
            IConditionalOperation { WhenFalse: { } other } choice => Worse(Of(choice.WhenTrue, depth + 1), Of(other, depth + 1)),
            ICoalesceOperation choice => Worse(Of(choice.Value, depth + 1), Of(choice.WhenNull, depth + 1)),
            ISwitchExpressionOperation { Arms.IsEmpty: false } choice => choice.Arms.Select(a => Of(a.Value, depth + 1)).Aggregate(Worse),
            ILocalReferenceOperation local when !IsChanged(local) => Of(Receivers.OriginOf(local) is { Value: { } origin, IsElement: false } ? origin : null, depth + 1),
            _ => TimeKind.Unknown,
        };
    }

    private TimeKind OfProperty(IPropertyReferenceOperation reference, int depth)
    {
        if (IsSaid(reference))
            return TimeKind.Said;
        return (reference.Property.ContainingType.Name, reference.Property.Name) switch
        {
            ("DateTimeOffset", "UtcDateTime") => TimeKind.Utc,
            ("DateTimeOffset", "DateTime" or "Date") => TimeKind.OfMachine,
            ("DateTime", "Date") or ("Nullable", "Value") => Of(reference.Instance, depth + 1),
            _ => TimeKind.Unknown,
        };
    }

    private TimeKind OfField(IFieldReferenceOperation reference, int depth) => reference.Field switch
    {
        { ContainingType.SpecialType: SpecialType.System_DateTime, Name: "UnixEpoch" } => TimeKind.Utc,
        { ContainingType.SpecialType: SpecialType.System_DateTime } => TimeKind.OfMachine,
        { IsStatic: true, IsReadOnly: true } => Of(Initializers.Of(reference, visit), depth + 1),
        _ => TimeKind.Unknown,
    };

    private TimeKind OfCall(IInvocationOperation call, int depth)
    {
        if (IsSaid(call))
            return TimeKind.Said;
        var method = call.TargetMethod;
        return (method.ContainingType.Name, method.Name) switch
        {
            ("DateTime", "SpecifyKind") => OfArgument(call.Arguments, TimeKind.Unknown),
            ("DateTime", "ToUniversalTime") => TimeKind.Said,
            ("DateTime", "FromFileTimeUtc") => TimeKind.Utc,
            ("DateTime", var name) when call.Instance is not null && (name == "Subtract" || name.StartsWith("Add", StringComparison.Ordinal)) => Of(call.Instance, depth + 1),
            ("DateTime", "Parse" or "ParseExact") => ZonedTexts.IsUtc(call) ? TimeKind.Utc : ZonedTexts.Missing(call) is null ? TimeKind.Unknown : TimeKind.Said,
            ("Nullable", "GetValueOrDefault") => Of(call.Instance, depth + 1),
            ("DateOnly", "ToDateTime") => OfArgument(call.Arguments, TimeKind.OfMachine),
            ("TimeZoneInfo", "ConvertTimeToUtc") => call.Arguments.Length == 1 ? TimeKind.Said : TimeKind.Utc,
            _ => TimeKind.Unknown,
        };
    }

    /// <summary>The kind that an argument gives.</summary>
    private static TimeKind OfArgument(IEnumerable<IArgumentOperation> arguments, TimeKind otherwise) =>
        arguments.FirstOrDefault(a => a.Parameter?.Type.Name == nameof(DateTimeKind)) switch
        {
            null => otherwise,
            { Value.ConstantValue.Value: (int)DateTimeKind.Utc } => TimeKind.Utc,
            { Value.ConstantValue.HasValue: true } => TimeKind.OfMachine,
            _ => TimeKind.Unknown,
        };

    private bool IsSaid(IOperation use) =>
        (use is IInvocationOperation call ? call.TargetMethod : (use as IMemberReferenceOperation)?.Member) is { } member
        && visit.Facts.ApiOf(member, Receivers.Of(use)?.Type) is { Rule: not ApiEntry.Safe };

    private static bool IsChanged(ILocalReferenceOperation local) => local.Outermost().Descendants().OfType<ILocalReferenceOperation>()
        .Any(l => SymbolEqualityComparer.Default.Equals(l.Local, local.Local) && Usage.Of(l).Writes);

    /// <summary>Of two ways, the one that does harm.</summary>
    private static TimeKind Worse(TimeKind one, TimeKind other) =>
        one == TimeKind.OfMachine || other == TimeKind.OfMachine ? TimeKind.OfMachine : one == TimeKind.Unknown || other == TimeKind.Unknown ? TimeKind.Unknown : one == TimeKind.Said ? one : other;
}
