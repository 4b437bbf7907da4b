using System.Threading.Channels;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class BoundedChannelInOneRun() : UnsafeCase(typeof(BoundedChannelInOneRunWorkflow))
{
    public override string Does => "Writes into a full bounded channel that a branch of its own reads.";

    public override IReadOnlyList<string> CompileTime => ["DUR1007"];

    public override string Really => "Nothing bad while the reader is a branch of the same run.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("6");
        (await lab.EvictAsync()).Completes("6");
        for (var sequence = 2; sequence <= 4; sequence++)
            (await lab.CrashAsync(sequence)).Completes("6");
    }
}

internal sealed class BoundedChannelInOneRunWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var channel = Channel.CreateBounded<int>(1);
        var reader = ReadAsync();
        for (var i = 1; i <= 3; i++)
            await channel.Writer.WriteAsync(i);
        channel.Writer.Complete();
        return await reader;

        async Task<int> ReadAsync()
        {
            var sum = 0;
            while (await channel.Reader.WaitToReadAsync())
                sum += await Steps.GiveAsync(await channel.Reader.ReadAsync());
            return sum;
        }
    }
}
