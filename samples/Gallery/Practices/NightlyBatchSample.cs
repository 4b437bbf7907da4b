using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Gallery.Practices;

// A file of 10,000 rows is imported in portions of 500, each as a transactional step: its rows and the record of it are committed together, so no row is missing and none is there twice,
// however the process ends. The run says how far it is. The process is killed when half of the thirteenth portion is inserted.
// Look at: the progress, and the number of rows in the table.
internal sealed class NightlyBatchSample : ISample
{
    private const int Rows = 10_000;

    public string Name => "nightly-batch";

    public string Summary => "10,000 rows of a file go into a table in portions, with progress, and each exactly once.";

    public async Task RunAsync(Stage stage)
    {
        await File.WriteAllLinesAsync(stage.PathOf("sales.csv"), Enumerable.Range(1, Rows).Select(row => $"{row};{row % 100}"));
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartNightlyWorkflowAsync("sales.csv", new() { IdempotencyKey = "2030-05-04" });
        await run.WaitAsync();
        stage.Say($"The run says: {(await run.GetRunAsync()).StatusText}.");
        await using var db = new SqliteConnection($"Data Source={stage.DatabasePath}");
        await db.OpenAsync();
        await using var select = db.CreateCommand();
        select.CommandText = "SELECT count(*) || ' rows, sum ' || sum(amount) FROM sales";
        stage.Say($"The table: {await select.ExecuteScalarAsync()}.");
    }
}

internal sealed class NightlyWorkflow(Stage stage)
{
    private const int Portion = 500;

    [Workflow]
    public async Task RunAsync(string file)
    {
        var rows = await PrepareAsync(file);
        for (var first = 0; first < rows; first += Portion)
        {
            Durable.SetStatus($"{first} of {rows} rows");
            await ImportAsync(file, first);
        }

        Durable.SetStatus($"{rows} of {rows} rows");
    }

    [Step(Transactional = true)]
    private async Task<int> PrepareAsync(string file, DbConnection db = null!, DbTransaction transaction = null!)
    {
        await using var create = db.CreateCommand();
        create.Transaction = transaction;
        create.CommandText = "CREATE TABLE sales (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)";
        await create.ExecuteNonQueryAsync();
        return (await File.ReadAllLinesAsync(stage.PathOf(file))).Length;
    }

    [Step(Transactional = true)]
    private async Task ImportAsync(string file, int first, DbConnection db = null!, DbTransaction transaction = null!)
    {
        stage.Say($"rows {first + 1} to {first + Portion}");
        await using var insert = db.CreateCommand();
        insert.Transaction = transaction;
        foreach (var (i, line) in File.ReadLines(stage.PathOf(file)).Skip(first).Take(Portion).Index())
        {
            if (first == 6_000 && i == Portion / 2)
                stage.CrashHere("when half of a portion is in the table, and nothing is committed");
            var fields = line.Split(';');
            insert.CommandText = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO sales VALUES ({int.Parse(fields[0], CultureInfo.InvariantCulture)}, {int.Parse(fields[1], CultureInfo.InvariantCulture)})");
            await insert.ExecuteNonQueryAsync();
        }
    }
}
