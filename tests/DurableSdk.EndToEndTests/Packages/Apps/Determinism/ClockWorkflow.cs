using DurableSdk;

public sealed class ClockWorkflow
{
    [Workflow]
    public async Task RunAsync()
    {
#if SUPPRESSED
#pragma warning disable DUR1001 // Shown to nobody.
#endif
        var now = DateTime.Now;
        await Notes.AddAsync(now, Math.Sqrt(2));
    }
}
