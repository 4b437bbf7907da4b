using System.Globalization;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class HashOfAString() : UnsafeCase(typeof(HashOfAStringWorkflow))
{
    public override string Does => "Passes `string.GetHashCode()` to a step, as the number of a partition.";

    public override IReadOnlyList<string> CompileTime => ["DUR1015"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "Every process hashes strings with a seed of its own: after a restart the code asks for another partition, and the run is blocked. "
        + "Dropped from memory and rebuilt by the same process, all is well.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.CrashAsync(afterEvent: 2)).Completes("1");
        (await lab.RestartAsync(afterEvent: 2)).Blocks("DS1001");
    }
}

internal sealed class HashOfAStringWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.EchoAsync("customer-17".GetHashCode().ToString(CultureInfo.InvariantCulture));
        return await Steps.GiveAsync(1);
    }
}
