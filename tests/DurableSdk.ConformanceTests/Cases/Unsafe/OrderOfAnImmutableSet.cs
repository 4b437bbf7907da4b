using System.Collections.Immutable;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class OrderOfAnImmutableSet() : UnsafeCase(typeof(OrderOfAnImmutableSetWorkflow))
{
    public override string Does => "Passes the items of an `ImmutableHashSet<string>` to a step, in the order in which they come.";

    public override IReadOnlyList<string> CompileTime => ["DUR1016"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The order follows the hash codes of strings, which differ with every process: after a restart the run is blocked. In one process nobody "
        + "notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 2)).Blocks("DS1001");
    }
}

internal sealed class OrderOfAnImmutableSetWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var names = Enumerable.Range(1, 20).Select(i => $"name {i}").ToImmutableHashSet();
        var text = "";
        foreach (string name in names)
            text += name;
        await Steps.EchoAsync(text);
        return await Steps.GiveAsync(1);
    }
}
