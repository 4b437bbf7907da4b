namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class FilterWithEffects() : UnsafeCase(typeof(FilterWithEffectsWorkflow))
{
    public override string Does => "Notes a failure in the `when` filter of a `catch`, and tidies up in a `finally` inside.";

    public override IReadOnlyList<string> CompileTime => ["DUR1024"];

    public override string Really => "The filter runs before the `finally` of the code that threw; but after it, where the `finally` awaits. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("[\"noted\",\"tidied\",\"tidied\",\"noted\"]");
        (await lab.EvictAsync()).Completes("[\"noted\",\"tidied\",\"tidied\",\"noted\"]");
    }
}

internal sealed class FilterWithEffectsWorkflow
{
    private readonly List<string> _done = [];

    [Workflow]
    public async Task<List<string>> RunAsync()
    {
        try
        {
            try
            {
                await Steps.FailAsync();
            }
            finally
            {
                _done.Add("tidied");
            }
        }
        catch (InvalidOperationException) when (Noted())
        {
        }

        try
        {
            try
            {
                await Steps.FailAsync();
            }
            finally
            {
                _done.Add(await Steps.EchoAsync("tidied"));
            }
        }
        catch (InvalidOperationException) when (Noted())
        {
        }

        return _done;
    }

    private bool Noted()
    {
        _done.Add("noted");
        return true;
    }
}
