using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// Awaits that don't come back to the run's scheduler (DUR1005): of tasks, value tasks, streams and disposables. Options that keep the
/// context stay on it, whether they force a yield or not.
/// </summary>
internal sealed class ConfigureAwaitCheck : Check
{
    private const int ContinueOnCapturedContext = 1;

    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "ConfigureAwait" } method } call || visit.Facts.IsInSource(method))
            return;
        var options = call.Arguments.FirstOrDefault(a => a.Parameter?.Type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum });
        if (options is not null && Leaves(options.Value.ConstantValue.Value))
            visit.Report(DeterminismRules.ConfigureAwait, call.Syntax, $"ConfigureAwait({options.Value.Syntax})");
    }

    private static bool Leaves(object? options) => options switch
    {
        bool captures => !captures,
        int flags => (flags & ContinueOnCapturedContext) == 0,
        _ => false,
    };
}
