using System.Threading.Channels;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ForeignStream() : UnsafeCase(typeof(ForeignStreamWorkflow))
{
    public override string Does => "Reads a stream of a service by `await foreach`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1006"];

    public override IReadOnlyList<string> FirstRun => ["DS1002"];

    public override string Really => "The run is blocked at once.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1002");
        (await lab.EvictAsync()).Blocks("DS1002");
    }

    public override void Configure(DurableOptions options, int process) =>
        options.Services.AddSingleton(Channel.CreateUnbounded<int>().Reader.ReadAllAsync());
}

internal sealed class ForeignStreamWorkflow(IAsyncEnumerable<int> orders)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await foreach (var order in orders)
            return order;
        return 0;
    }
}
