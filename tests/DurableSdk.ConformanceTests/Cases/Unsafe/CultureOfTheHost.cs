using System.Globalization;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class CultureOfTheHost() : UnsafeCase(typeof(CultureOfTheHostWorkflow))
{
    public override string Does => "Passes a number to a step as text, formatted as the host's culture has it.";

    public override IReadOnlyList<string> CompileTime => ["DUR1010"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The next process has another culture, and `1.5` becomes `1,5`: the run is blocked. In one process nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 3)).Blocks("DS1001");
    }

    public override void BeforeProcess(int process)
    {
        if (process == 1)
            return;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.DefaultThreadCurrentCulture = culture;
    }
}

internal sealed class CultureOfTheHostWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var price = await Steps.GiveAsync(3) / 2m;
        await Steps.EchoAsync($"{price}");
        return await Steps.GiveAsync(1);
    }
}
