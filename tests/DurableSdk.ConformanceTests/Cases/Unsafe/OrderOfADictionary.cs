namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class OrderOfADictionary() : UnsafeCase(typeof(OrderOfADictionaryWorkflow))
{
    public override string Does => "Calls a step for each entry of a `Dictionary`, in the order in which they come.";

    public override IReadOnlyList<string> CompileTime => ["DUR1017"];

    public override string Really => "Nothing bad today: entries come in the order in which they were added, as long as none is removed. It isn't promised.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("3");
        (await lab.EvictAsync()).Completes("3");
        (await lab.RestartAsync(afterEvent: 3)).Completes("3");
    }
}

internal sealed class OrderOfADictionaryWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var prices = new Dictionary<string, int> { ["apples"] = 1, ["pears"] = 2 };
        var sum = 0;
        foreach (var (_, price) in prices)
            sum += await Steps.GiveAsync(price);
        return sum;
    }
}
