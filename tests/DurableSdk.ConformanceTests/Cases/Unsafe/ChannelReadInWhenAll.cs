using System.Threading.Channels;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ChannelReadInWhenAll() : UnsafeCase(typeof(ChannelReadInWhenAllWorkflow))
{
    public override string Does => "Gives `Task.WhenAll` a read of its own channel, by `AsTask()`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1004"];

    public override string Really => "The thread pool completes the combined task. If the code waits for it by then, the run is blocked; awaited by itself, the read is safe.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class ChannelReadInWhenAllWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var channel = Channel.CreateUnbounded<int>();
        var one = Steps.GiveAsync(1);
        await one;
        var sum = SumAsync();
        await channel.Writer.WriteAsync(2);
        return await sum;

        async Task<int> SumAsync() => (await Task.WhenAll(channel.Reader.ReadAsync().AsTask(), one)).Sum();
    }
}
