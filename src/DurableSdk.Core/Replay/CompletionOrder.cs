namespace DurableSdk.Replay;

/// <summary>Task.WhenEach on the scheduler that it is called on.</summary>
internal static class CompletionOrder
{
    public static async IAsyncEnumerable<TTask> Enumerate<TTask>(TTask[] tasks)
        where TTask : Task
    {
        var completed = new Queue<TTask>();
        TaskCompletionSource? arrival = null;
        foreach (var task in tasks)
            _ = task.ContinueWith(Arrived, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        for (var i = 0; i < tasks.Length; i++)
        {
            if (completed.Count == 0)
            {
                arrival = new TaskCompletionSource();
                await arrival.Task;
            }

            yield return completed.Dequeue();
        }

        void Arrived(Task task)
        {
            completed.Enqueue((TTask)task);
            arrival?.TrySetResult();
        }
    }
}
