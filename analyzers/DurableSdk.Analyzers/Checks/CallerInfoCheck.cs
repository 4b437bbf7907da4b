using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>Arguments of steps that the compiler fills in from the place of the call (DUR1009): an edit above it, or a build elsewhere, makes others of them.</summary>
internal sealed class CallerInfoCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        var call = (IInvocationOperation)operation;
        if (call.Arguments.IsEmpty || !visit.Facts.IsStep(call.TargetMethod))
            return;
        if (call.Arguments.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.DefaultValue && PlaceOf(a.Parameter) is not null) is { Parameter: { } parameter })
            visit.Report(DeterminismRules.Environment, call.Syntax, $"[{PlaceOf(parameter)}] {parameter.Name}");
    }

    private static string? PlaceOf(IParameterSymbol? parameter) => parameter?.GetAttributes()
        .Select(a => a.AttributeClass).FirstOrDefault(a => a is { Name: "CallerLineNumberAttribute" or "CallerFilePathAttribute", ContainingNamespace.Name: "CompilerServices" })?.Name.Replace("Attribute", "");
}
