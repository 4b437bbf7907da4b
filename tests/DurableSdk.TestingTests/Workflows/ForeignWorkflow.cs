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
            case "task": _ = Task.Run(() => { }); break;
            case "parallel": Parallel.For(0, 4, _ => { }); break;
            case "pool": ThreadPool.QueueUserWorkItem(_ => { }); break;
            case "safe": await Task.WhenAll(Task.Yield().GetAwaiter().IsCompleted ? [] : [StepAsync(), StepAsync()]); await Task.Yield(); break;
        }

        await StepAsync();
        return what;
    }

    [Step]
    private Task StepAsync() => Task.Run(() => { });
}
