using System.Threading.Channels;

namespace Idiomatic.ChannelInside;

/// <summary>Branches of one run that speak through an unbounded channel, and a TaskCompletionSource.</summary>
public sealed class ChannelInsideWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int count)
    {
        var channel = Channel.CreateUnbounded<int>();
        var done = new TaskCompletionSource<int>();
        var producing = ProduceAsync(channel.Writer, count);
        var consuming = ConsumeAsync(channel.Reader, done);
        await producing;
        await consuming;
        return await done.Task;
    }

    private static async Task ProduceAsync(ChannelWriter<int> writer, int count)
    {
        for (var i = 0; i < count; i++)
            writer.TryWrite(await MakeAsync(i));
        writer.Complete();
    }

    private static async Task ConsumeAsync(ChannelReader<int> reader, TaskCompletionSource<int> done)
    {
        var sum = 0;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var item))
                sum += await UseAsync(item);
        }

        done.SetResult(sum);
    }

    [Step] private static Task<int> MakeAsync(int i) => Task.FromResult(i);

    [Step] private static Task<int> UseAsync(int i) => Task.FromResult(i);
}
