using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gallery.Patterns;

// Money is taken from two accounts for a third one, which turns out to be closed. What undoes each payment is put by hand into a saga, and run in reverse. The accounts are a table in the
// same SQLite file, and the steps are transactional: a row and the record that the step has run are committed together, or not at all.
// Look at: the process is killed after the row of a repayment and before its commit, and yet everybody has exactly what they had.
internal sealed class CompensatingActionsSample : ISample
{
    public string Name => "compensating-actions";

    public string Summary => "Actions undone by hand in reverse order, over a table, exactly once even when killed between row and commit.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartCollectionWorkflowAsync("gift", new() { IdempotencyKey = "gift" });
        stage.Say($"The collection {await run.ResultAsync()}.");
        await using var db = new SqliteConnection($"Data Source={stage.DatabasePath}");
        await db.OpenAsync();
        await using var select = db.CreateCommand();
        select.CommandText = "SELECT group_concat(name || ' has ' || amount, ', ') FROM accounts";
        stage.Say($"{await select.ExecuteScalarAsync()}.");
    }
}

internal sealed class AccountClosedException(string message, Exception? innerException = null) : Exception(message, innerException);

internal sealed class CollectionWorkflow(Stage stage)
{
    [Workflow]
    public async Task<string> RunAsync(string purpose)
    {
        await OpenAccountsAsync();
        var saga = Durable.Saga();
        try
        {
            // A cancellation must not come between a payment and what undoes it.
            await Durable.Shield(async () =>
            {
                await MoveAsync("Ann", -30);
                saga.Add(() => MoveAsync("Ann", 30));
                await MoveAsync("Bob", -20);
                saga.Add(() => MoveAsync("Bob", 20));
            });
            await MoveAsync("shop", 50);
            return $"for the {purpose} is paid";
        }
        catch (Exception e)
        {
            await saga.CompensateAsync();
            if (e is not AccountClosedException)
                throw;
            return $"for the {purpose} is undone: {e.Message}";
        }
    }

    [Step(Transactional = true)]
    private async Task OpenAccountsAsync(DbConnection db = null!, DbTransaction transaction = null!) => await ExecuteAsync(db, transaction, """
        CREATE TABLE accounts (name TEXT PRIMARY KEY, amount INTEGER NOT NULL, is_closed INTEGER NOT NULL DEFAULT 0);
        INSERT INTO accounts VALUES ('Ann', 100, 0), ('Bob', 100, 0), ('shop', 0, 1);
        """);

    [Step(Transactional = true, NonRetryable = [typeof(AccountClosedException)])]
    private async Task MoveAsync(string name, int amount, DbConnection db = null!, DbTransaction transaction = null!)
    {
        stage.Say($"{name} {amount:+0;-0}");
        if (await ExecuteAsync(db, transaction, "UPDATE accounts SET amount = amount + $amount WHERE name = $name AND is_closed = 0", ("$amount", amount), ("$name", name)) == 0)
            throw new AccountClosedException($"the account of the {name} is closed");
        if (name == "Ann" && amount > 0)
            stage.CrashHere("when Ann's row says that she has her money back, and nothing is committed");
    }

    private static async Task<int> ExecuteAsync(DbConnection db, DbTransaction transaction, string sql, params (string Name, object Value)[] values)
    {
        await using var command = db.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync();
    }
}
