namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepChangesAField() : UnsafeCase(typeof(StepChangesAFieldWorkflow))
{
    public override string Does => "Reads a field that it has set and a step has changed.";

    public override IReadOnlyList<string> CompileTime => ["DUR1014"];

    public override string Really => "The step has changed the field of an instance of its own: a lost write. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
    }
}

internal sealed class StepChangesAFieldWorkflow
{
    private int _count;

    [Workflow]
    public async Task<int> RunAsync()
    {
        _count = 1;
        await AddAsync();
        return _count;
    }

    [Step]
    private Task AddAsync()
    {
        _count++;
        return Task.CompletedTask;
    }
}
