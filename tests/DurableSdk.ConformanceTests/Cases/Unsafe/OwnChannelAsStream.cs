using System.Threading.Channels;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class OwnChannelAsStream() : UnsafeCase(typeof(OwnChannelAsStreamWorkflow))
{
    public override string Does => "Reads a channel of its own by `ReadAllAsync`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004", "DUR1018"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1004"];

    public override string Really => "The base library's stream leaves the scheduler as soon as it has to wait: the run is blocked. `WaitToReadAsync` and `ReadAsync` are safe.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class OwnChannelAsStreamWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var channel = Channel.CreateUnbounded<int>();
        var writer = WriteAsync();
        await foreach (var value in channel.Reader.ReadAllAsync())
            return value;
        await writer;
        return 0;

        async Task WriteAsync() => await channel.Writer.WriteAsync(await Steps.GiveAsync(1));
    }
}
