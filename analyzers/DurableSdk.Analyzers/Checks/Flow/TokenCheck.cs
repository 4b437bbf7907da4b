using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Flow;

/// <summary>
/// Tokens that are passed to a step in vain (DUR1025): the runtime gives each attempt its own. The workflow's own token, passed on as
/// one is used to, does no harm: the step's fires with it.
/// </summary>
internal sealed class TokenCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        var call = (IInvocationOperation)operation;
        if (call.Arguments.FirstOrDefault(IsTokenInVain) is { } argument && visit.Facts.IsStep(call.TargetMethod))
            visit.Report(DeterminismRules.TokenReplaced, argument.Syntax, argument.Value.Syntax.ToString(), call.TargetMethod.Name);
    }

    /// <summary>Where the parameter has no default, something must be passed.</summary>
    private static bool IsTokenInVain(IArgumentOperation argument) =>
        argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { HasExplicitDefaultValue: true, Type: { Name: "CancellationToken", ContainingNamespace.Name: "Threading" } } }
        && argument.Value.Unconverted() switch
        {
            IDefaultValueOperation => true,
            IObjectCreationOperation { Arguments.IsEmpty: true } => true,
            IPropertyReferenceOperation { Property: { Name: "None", ContainingType.Name: "CancellationToken" } } => true,
            IPropertyReferenceOperation { Property: { Name: "Token", ContainingType.Name: "CancellationTokenSource" } } => true,
            _ => false,
        };
}
