namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class GuidAsPaymentKey() : UnsafeCase(typeof(GuidAsPaymentKeyWorkflow))
{
    public override string Does => "Pays under a key made by `Guid.NewGuid()`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1002"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "A crash while the step was in flight: it runs again under another key, and **the customer pays twice**; nobody notices. A crash later: the "
        + "run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Blocks("DS1001");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
        var twice = await lab.CrashBeforeAsync(commitOf: 2);
        twice.Completes("1");
        Assert.That(twice.Done, Has.Count.EqualTo(2).And.Unique, "payments, each under a key of its own");
    }
}

internal sealed class GuidAsPaymentKeyWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await PayAsync(Guid.NewGuid());
        return await Steps.GiveAsync(1);
    }

    [Step]
    private Task PayAsync(Guid key)
    {
        journal.Add($"paid under {key}");
        return Task.CompletedTask;
    }
}
