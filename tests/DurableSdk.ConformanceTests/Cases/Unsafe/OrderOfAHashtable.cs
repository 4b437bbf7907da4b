using System.Collections;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class OrderOfAHashtable() : UnsafeCase(typeof(OrderOfAHashtableWorkflow))
{
    public override string Does => "Passes the keys of a `Hashtable` to a step, in the order in which they come.";

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

internal sealed class OrderOfAHashtableWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var names = new Hashtable(Enumerable.Range(1, 20).ToDictionary(i => $"name {i}"));
        var text = "";
        foreach (string name in names.Keys)
            text += name;
        await Steps.EchoAsync(text);
        return await Steps.GiveAsync(1);
    }
}
