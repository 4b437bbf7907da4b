using Microsoft.Data.Sqlite;

namespace Gallery.EventLog;

// Three hosts, one after the other, on one SQLite file. The first begins three letters, the second has them signed, the third only looks. What a host knows it has from the file; the file is
// plain SQLite, which any tool may read.
// Look at: the counts of each host. With --crash the first host isn't stopped but killed, and the second notices no difference.
internal sealed class StorageSample : ISample
{
    public string Name => "storage";

    public string Summary => "Runs persist in a SQLite file over restarts of the host.";

    public async Task RunAsync(Stage stage)
    {
        string[] names = ["Ann", "Bob", "Cy"];
        await using (var first = await stage.StartAsync())
        {
            await Task.WhenAll(names.Select(name => first.Client.StartLetterWorkflowAsync(name, new() { RunId = name, IdempotencyKey = name })));
            await Task.WhenAll(names.Select(name => Stage.SeesAsync(first.Client, e => e is StepCompleted { Id: "WriteAsync#1" }, name)));
            stage.CrashHere("with three letters that wait for a signature");
        }

        await using (var second = await stage.StartAsync())
        {
            stage.Say($"The second host finds {await CountAsync(second.Client, finished: false)} unfinished letters.");
            await Task.WhenAll(names.Select(name => second.Client.SignalAsync(name, "signed", "the mayor", new() { Id = "signature" })));
            await Task.WhenAll(names.Select(name => second.Client.GetLetterWorkflow(name).ResultAsync()));
        }

        await using var third = await stage.StartAsync(o => o.ExecuteRuns = false);
        stage.Say($"The third host finds {await CountAsync(third.Client, finished: true)} finished letters.");
        await using var db = new SqliteConnection($"Data Source={stage.DatabasePath}");
        await db.OpenAsync();
        await using var select = db.CreateCommand();
        select.CommandText = "SELECT count(*) || ' letters end with \"' || group_concat(DISTINCT json_extract(CAST(body AS TEXT), '$.result')) || '\"' FROM events WHERE kind = 90";
        stage.Say($"SQL says: {await select.ExecuteScalarAsync()}.");
    }

    private static async Task<long> CountAsync(DurableClient client, bool finished) =>
        (await client.CountRunsAsync()).Where(count => count.Status.IsFinished() == finished).Sum(count => count.Count);
}

internal sealed class LetterWorkflow(Stage stage)
{
    [Workflow]
    public async Task<string> RunAsync(string to)
    {
        await WriteAsync(to);
        var by = await Durable.WaitForSignal<string>("signed");
        await PostAsync(to, by);
        return $"signed by {by}";
    }

    [Step]
    private Task WriteAsync(string to)
    {
        stage.Say($"writes to {to}");
        return File.WriteAllTextAsync(stage.PathOf($"{to}.txt"), $"Dear {to},\n");
    }

    [Step]
    private Task PostAsync(string to, string by)
    {
        stage.Say($"posts the letter to {to}");
        return File.AppendAllTextAsync(stage.PathOf($"{to}.txt"), $"{by}\n");
    }
}
