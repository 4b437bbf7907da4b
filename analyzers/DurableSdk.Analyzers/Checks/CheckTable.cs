using DurableSdk.Analyzers.Checks.Awaits;
using DurableSdk.Analyzers.Checks.Cultures;
using DurableSdk.Analyzers.Checks.Flow;
using DurableSdk.Analyzers.Checks.Hashes;
using DurableSdk.Analyzers.Checks.Orders;
using DurableSdk.Analyzers.Checks.Zones;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Checks;

/// <summary>All checks, by what they want to see.</summary>
internal sealed class CheckTable
{
    private readonly Dictionary<(BodyKind, OperationKind), List<Check>> _ofOperations = [];
    private readonly Dictionary<BodyKind, List<Check>> _ofBodies = [];

    private CheckTable(IReadOnlyList<Check> checks)
    {
        foreach (var check in checks)
        {
            foreach (var body in check.Bodies)
            {
                ListOf(_ofBodies, body).Add(check);
                foreach (var operation in check.Operations)
                    ListOf(_ofOperations, (body, operation)).Add(check);
            }
        }
    }

    /// <summary>The search alone, for who only asks what is workflow code.</summary>
    public static CheckTable Empty { get; } = new([]);

    public static CheckTable All { get; } = new(
    [
        new ApiCheck(),
        new SharedRandomCheck(),
        new InjectedServiceCheck(),
        new ServiceMutatedCheck(),
        new MutableStaticCheck(),
        new AmbientStateCheck(),
        new ForeignLoggerCheck(),
        new WorkflowFieldCheck(),
        new StepBodyCheck(),
        new StepByReflectionCheck(),
        new InterceptionCheck(),
        new GenericPayloadCheck(),
        new SchedulerCheck(),
        new PoolCompletionCheck(),
        new ConfigureAwaitCheck(),
        new ForeignAwaitCheck(),
        new ForeignResourceCheck(),
        new BlockingCheck(),
        new LostWorkCheck(),
        new AsyncVoidCheck(),
        new SwallowedCancellationCheck(),
        new FilterCheck(),
        new TokenCheck(),
        new EndlessLoopCheck(),
        new ContinueAsNewCheck(),
        new HashCheck(),
        new OrderCheck(),
        new CultureCheck(),
        new ZoneCheck(),
        new ExceptionTextCheck(),
        new CallerInfoCheck(),
    ]);

    public bool LooksAtSteps => _ofBodies.ContainsKey(BodyKind.Step);

    public void Operation(IOperation operation, Visit visit)
    {
        if (!_ofOperations.TryGetValue((visit.Body.Kind, operation.Kind), out var checks))
            return;
        foreach (var check in checks)
            check.Operation(operation, visit);
    }

    public void Body(IOperation root, Visit visit)
    {
        if (!_ofBodies.TryGetValue(visit.Body.Kind, out var checks))
            return;
        foreach (var check in checks)
            check.Body(root, visit);
    }

    private static List<Check> ListOf<TKey>(Dictionary<TKey, List<Check>> lists, TKey key)
        where TKey : notnull =>
        lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
