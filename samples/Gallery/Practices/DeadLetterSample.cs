using System.Text.Json;

namespace Gallery.Practices;

// Three letters are handled; one can't be read. Its run doesn't fail for good: it says so by an attribute, which it is found by, and waits. Somebody lists the dead letters, looks at what is
// wrong, mends the file, and tells the run to try again. The process is killed while the letter is dead.
// Look at: the list of dead letters in the next process, and that only the dead one is read again.
internal sealed class DeadLetterSample : ISample
{
    public string Name => "dead-letter";

    public string Summary => "What can't be handled is set aside, found, inspected, mended and resumed.";

    public async Task RunAsync(Stage stage)
    {
        if (!stage.GoesOn)
            await WriteLettersAsync(stage);
        await using var host = await stage.StartAsync();
        var runs = await Task.WhenAll(((string[])["one", "two", "three"]).Select(name =>
            host.Client.StartMailWorkflowAsync($"{name}.json", new() { RunId = name, IdempotencyKey = name })));
        await Task.WhenAll(runs[0].WaitAsync(), runs[2].WaitAsync(), Stage.SeesAsync(host.Client, e => e is AttributesSet, "two"));
        stage.CrashHere("while a dead letter waits for somebody");

        var dead = await host.Client.ListRunsAsync(new() { Attributes = new Dictionary<string, AttributeValue> { ["dead"] = true } });
        foreach (var letter in dead)
        {
            stage.Say($"Dead: {letter.RunId}, {letter.StatusText}");
            await File.WriteAllTextAsync(stage.PathOf($"{letter.RunId}.json"), """{ "To": "Bob", "Pages": 2 }""");
            await host.Client.SignalAsync(letter.RunId, "mended", "the clerk", new() { Id = "mended" });
        }

        stage.Say($"{(await Task.WhenAll(runs.Select(run => run.ResultAsync()))).Sum()} pages are delivered.");
    }

    private static async Task WriteLettersAsync(Stage stage)
    {
        await File.WriteAllTextAsync(stage.PathOf("one.json"), """{ "To": "Ann", "Pages": 1 }""");
        await File.WriteAllTextAsync(stage.PathOf("two.json"), """{ "To": "Bob", "Pages": two }""");
        await File.WriteAllTextAsync(stage.PathOf("three.json"), """{ "To": "Cy", "Pages": 3 }""");
    }
}

internal sealed record Mail(string To, int Pages);

internal sealed class UnreadableException(string message, Exception? innerException = null) : Exception(message, innerException);

internal sealed class MailWorkflow(Stage stage)
{
    [Workflow]
    public async Task<int> RunAsync(string file)
    {
        while (true)
        {
            try
            {
                return await DeliverAsync(file);
            }
            catch (UnreadableException e)
            {
                Durable.SetStatus(e.Message);
                Durable.SetAttribute("dead", true);
                var by = await Durable.WaitForSignal<string>("mended");
                Durable.SetAttribute("dead", null);
                Durable.SetStatus($"mended by {by}");
            }
        }
    }

    [Step(NonRetryable = [typeof(UnreadableException)])]
    private async Task<int> DeliverAsync(string file)
    {
        stage.Say($"reads {file}");
        try
        {
            var mail = JsonSerializer.Deserialize<Mail>(await File.ReadAllTextAsync(stage.PathOf(file)))!;
            await File.AppendAllTextAsync(stage.PathOf($"{mail.To}.mailbox"), $"{mail.Pages} pages\n");
            return mail.Pages;
        }
        catch (JsonException e)
        {
            throw new UnreadableException($"{file} can't be read at byte {e.BytePositionInLine}", e);
        }
    }
}
