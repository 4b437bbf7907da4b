#pragma warning disable DUR1001, DUR1002, DUR1003, DUR1004, DUR1005, DUR1006, DUR1007, DUR1008, CS4014
namespace DurableSdk.TestingTests.Workflows;

/// <summary>Does what the analyzers warn of, as they can't always see it.</summary>
public sealed class ForeignWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string what)
    {
        await StepAsync();
        switch (what)
        {
            case "Task.Run": _ = Task.Run(() => { }); break;
            case "Task.Run, awaited": await Task.Run(() => { }); break;
            case "Task.Factory.StartNew": _ = Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default); break;
            case "ContinueWith": _ = Task.CompletedTask.ContinueWith(_ => { }, TaskScheduler.Default); break;
            case "Parallel.For": Parallel.For(0, 4, _ => { }); break;
            case "Parallel.Invoke": Parallel.Invoke(() => { }, () => { }); break;
            case "AsParallel": _ = new[] { 1, 2 }.AsParallel().WithDegreeOfParallelism(2).Select(n => n + 1).ToArray(); break;
            case "ThreadPool.QueueUserWorkItem": ThreadPool.QueueUserWorkItem(_ => { }); break;
            case "ThreadPool.UnsafeQueueUserWorkItem": ThreadPool.UnsafeQueueUserWorkItem(_ => { }, null); break;
            case "Task.Delay": await Task.Delay(TimeSpan.FromHours(1)); break;
            case "Task.Delay, not awaited": _ = Task.Delay(1); break;
            case "Task.Delay, ConfigureAwait(false)": await Task.Delay(TimeSpan.FromHours(1)).ConfigureAwait(false); break;
            case "step, ConfigureAwait(false)": await StepAsync().ConfigureAwait(false); break;
            case "new Timer": await using (new Timer(_ => { }, null, 0, Timeout.Infinite)) { } break;
            case "new Thread": new Thread(() => { }).Start(); break;
            case "safe": await Task.WhenAll(Task.Yield().GetAwaiter().IsCompleted ? [] : [StepAsync(), StepAsync()]); await Task.Yield(); break;
        }

        await StepAsync();
        return what;
    }

    [Step]
    private Task StepAsync() => Task.Run(() => { });
}
