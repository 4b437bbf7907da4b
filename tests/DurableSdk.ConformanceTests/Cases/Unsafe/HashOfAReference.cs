using System.Runtime.CompilerServices;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class HashOfAReference() : UnsafeCase(typeof(HashOfAReferenceWorkflow))
{
    public override string Does => "Passes `RuntimeHelpers.GetHashCode` of an object to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1015"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "Every object has another hash code, after a replay too: the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Blocks("DS1001");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
    }
}

internal sealed class HashOfAReferenceWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(RuntimeHelpers.GetHashCode(new object()));
        return await Steps.GiveAsync(1);
    }
}
