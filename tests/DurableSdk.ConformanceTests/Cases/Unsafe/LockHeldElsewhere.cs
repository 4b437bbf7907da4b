namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class LockHeldElsewhere() : UnsafeCase(typeof(LockHeldElsewhereWorkflow))
{
    private readonly Shelf _shelf = new();

    public override string Does => "Takes a `lock` that the rest of the app takes too.";

    public override IReadOnlyList<string> CompileTime => ["DUR1007"];

    public override string Really => "While somebody else holds the lock, a thread of the host is blocked. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        using var holder = new LockHolder(_shelf);
        await using var run = await lab.OpenAsync();
        run.Thread.Blocked();
        holder.Release();
        (await run.EndAsync()).Completes("1");
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(_shelf);
}

internal sealed class LockHeldElsewhereWorkflow(Shelf shelf)
{
    private int _count;

    [Workflow]
    public async Task<int> RunAsync()
    {
        lock (shelf)
        {
            _count++;
        }

        return _count * await Steps.GiveAsync(1);
    }
}
