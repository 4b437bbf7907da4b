namespace Gallery.EventLog;

// A run that takes long is paused by somebody, and goes on when somebody says so. Paused, it begins nothing: no step, no retry, no timer, in no process. The process is killed meanwhile; the
// run is still paused in the next one.
// Look at: the status while it is paused, and that the second chapter comes only after it is resumed.
internal sealed class SuspendResumeSample : ISample
{
    public string Name => "suspend-resume";

    public string Summary => "A long run is paused, survives a restart as paused, and goes on when it is resumed.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var book = await host.Client.StartTranslationWorkflowAsync(2, new() { IdempotencyKey = "book" });
        if (!stage.GoesOn)
        {
            await Stage.SeesAsync(host.Client, e => e is TimerStarted);
            await book.PauseAsync("the translator is on holiday");
            await Stage.SeesAsync(host.Client, e => e is Paused);
            stage.CrashHere("while the run is paused");
        }

        var run = await book.GetRunAsync();
        stage.Say($"It is {run.Status}: {run.StatusText}.");
        await book.ResumeAsync();
        stage.Say($"{await book.ResultAsync()} chapters are translated.");
    }
}

internal sealed class TranslationWorkflow(Stage stage)
{
    [Workflow]
    public async Task<int> RunAsync(int chapters)
    {
        for (var chapter = 1; chapter <= chapters; chapter++)
        {
            if (chapter > 1)
                await Durable.Sleep(TimeSpan.FromSeconds(2));
            await TranslateAsync(chapter);
            Durable.SetStatus($"{chapter} of {chapters} chapters");
        }

        return chapters;
    }

    [Step]
    private Task TranslateAsync(int chapter)
    {
        stage.Say($"chapter {chapter}");
        stage.SlowDownToCrash();
        return File.AppendAllTextAsync(stage.PathOf("book.txt"), $"Pennod {chapter}\n");
    }
}
