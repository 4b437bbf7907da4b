namespace DurableSdk.Replay;

/// <summary>A bounded number of lanes that take items from one sequence, on the scheduler that they are begun on.</summary>
internal static class FanOut
{
    public static async Task RunAsync<TItem>(IEnumerable<TItem> items, int lanes, Func<TItem, int, Task> work)
    {
        using var source = items.GetEnumerator();
        var index = -1;
        var isOver = false;
        var running = new List<Task>();
        while (running.Count < lanes && !isOver)
            running.Add(LaneAsync());
        await Task.WhenAll(running);

        // One thread at a time: nobody takes an item while another does.
        async Task LaneAsync()
        {
            try
            {
                while (!isOver && source.MoveNext())
                    await work(source.Current, ++index);
            }
            finally
            {
                isOver = true;
            }
        }
    }
}
