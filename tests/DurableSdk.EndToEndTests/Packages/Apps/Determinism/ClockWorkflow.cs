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
        await NoteAsync(now, Math.Sqrt(2));
    }

    [Step]
    private static Task NoteAsync(DateTime now, double number) => Task.CompletedTask;
}
