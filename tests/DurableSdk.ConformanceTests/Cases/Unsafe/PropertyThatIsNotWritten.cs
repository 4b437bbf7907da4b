namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class PropertyThatIsNotWritten() : UnsafeCase(typeof(PropertyThatIsNotWrittenWorkflow))
{
    public override string Does => "Passes an object to a step whose property the serialiser can't set.";

    public override IReadOnlyList<string> CompileTime => ["DUR1022"];

    public override string Really => "What passes through the log comes out empty: the step works with `0`. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("0");
        (await lab.EvictAsync()).Completes("0");
    }
}

internal sealed class PropertyThatIsNotWrittenWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var price = new Price();
        price.Raise(by: 5);
        return await PayAsync(price);
    }

    [Step]
    private Task<int> PayAsync(Price price) => Task.FromResult(price.Amount);
}

internal sealed class Price
{
    public int Amount { get; private set; }

    public void Raise(int by) => Amount += by;
}
