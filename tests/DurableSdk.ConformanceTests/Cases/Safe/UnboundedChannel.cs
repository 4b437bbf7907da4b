using System.Threading.Channels;

namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class UnboundedChannel() : SafeCase(typeof(UnboundedChannelWorkflow))
{
    public override string Does => "Passes results from branch to branch through an unbounded channel, by `ReadAsync`.";

    protected override string Result => "1";
}

internal sealed class UnboundedChannelWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var channel = Channel.CreateUnbounded<int>();
        var writer = WriteAsync();
        var read = await channel.Reader.ReadAsync();
        await writer;
        return read;

        async Task WriteAsync() => await channel.Writer.WriteAsync(await Steps.GiveAsync(1));
    }
}
