using System.Collections.Concurrent;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class OrderOfAConcurrentDictionary() : UnsafeCase(typeof(OrderOfAConcurrentDictionaryWorkflow))
{
    public override string Does => "Passes the keys of a `ConcurrentDictionary<string, int>` to a step, in the order in which they come.";

    public override IReadOnlyList<string> CompileTime => ["DUR1016"];

    public override string Really => "Nothing bad today on one machine: .NET hashes these keys without a seed. It isn't promised.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 2)).Completes("1");
    }
}

internal sealed class OrderOfAConcurrentDictionaryWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var names = new ConcurrentDictionary<string, int>(Enumerable.Range(1, 20).Select(i => KeyValuePair.Create($"name {i}", i)));
        var text = "";
        foreach (var (name, _) in names)
            text += name;
        await Steps.EchoAsync(text);
        return await Steps.GiveAsync(1);
    }
}
