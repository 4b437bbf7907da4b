namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class TokenReplaced() : UnsafeCase(typeof(TokenReplacedWorkflow))
{
    public override string Does => "Passes `CancellationToken.None` to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1025"];

    public override string Really => "Nothing bad in a run: the step gets its own token all the same.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("true");
        (await lab.EvictAsync()).Completes("true");
    }
}

internal sealed class TokenReplacedWorkflow
{
    [Workflow]
    public async Task<bool> RunAsync() => await WorkAsync(CancellationToken.None);

    [Step]
    private Task<bool> WorkAsync(CancellationToken cancel = default) => Task.FromResult(cancel.CanBeCanceled);
}
