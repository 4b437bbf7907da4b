using System.Threading.Channels;

namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class UnboundedChannelToItsEnd() : SafeCase(typeof(UnboundedChannelToItsEndWorkflow))
{
    public override string Does => "Reads an unbounded channel to its end by `WaitToReadAsync`, while branches write into it.";

    protected override string Result => "6";
}

internal sealed class UnboundedChannelToItsEndWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var channel = Channel.CreateUnbounded<int>();
        var writers = WriteAsync();
        var sum = 0;
        while (await channel.Reader.WaitToReadAsync())
        {
            while (channel.Reader.TryRead(out var value))
                sum += value;
        }

        await writers;
        return sum;

        async Task WriteAsync()
        {
            await Task.WhenAll(new[] { 1, 2, 3 }.Select(async value => await channel.Writer.WriteAsync(await Steps.GiveAsync(value))));
            channel.Writer.Complete();
        }
    }
}
