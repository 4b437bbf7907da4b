using System.Data.Common;

namespace DurableSdk.EngineTests;

/// <summary>The rows of a step, in the run's own file.</summary>
internal static class Effects
{
    public static async Task InsertAsync(DbConnection db, DbTransaction? transaction, string value)
    {
        await ExecuteAsync(db, transaction, "CREATE TABLE IF NOT EXISTS effects (value TEXT NOT NULL)");
        await ExecuteAsync(db, transaction, $"INSERT INTO effects VALUES ('{value}')");
    }

    public static async Task ExecuteAsync(DbConnection db, DbTransaction? transaction, string sql)
    {
        await using var command = db.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Its step writes a row and fails as often as it is told to.</summary>
public sealed class EffectWorkflow(Journal journal)
{
    [Workflow]
    public async Task<long> RunAsync(string value, int failures) => await InsertAsync(value, failures);

    [Step(Transactional = true, RetryDelay = "1ms")]
    private async Task<long> InsertAsync(string value, int failures, DbConnection db = null!, DbTransaction transaction = null!)
    {
        await Effects.InsertAsync(db, transaction, value);
        journal.Add($"insert {value}");
        if (StepContext.Current.Attempt <= failures)
            throw new PaymentException($"no {StepContext.Current.Attempt}");
        await using var count = transaction.Connection!.CreateCommand();
        count.CommandText = "SELECT count(*) FROM effects";
        return (long)(await count.ExecuteScalarAsync())!;
    }
}

/// <summary>Fails, so that its step's row is undone in a transaction too.</summary>
public sealed class UndoneEffectWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync(string value)
    {
        await InsertAsync(value);
        throw new PaymentException("declined");
    }

    [Step(Transactional = true, Compensate = nameof(DeleteAsync))]
    private async Task InsertAsync(string value, DbConnection db = null!, DbTransaction transaction = null!)
    {
        journal.Add($"insert {value}");
        await Effects.InsertAsync(db, transaction, value);
    }

    [Step(Transactional = true)]
    private async Task DeleteAsync(string value, DbConnection db = null!, DbTransaction transaction = null!)
    {
        journal.Add($"delete {value}");
        await Effects.ExecuteAsync(db, transaction, $"DELETE FROM effects WHERE value = '{value}'");
    }
}

/// <summary>Transactional steps beside others and a sleep.</summary>
public sealed class ManyEffectsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int count)
    {
        var steps = Enumerable.Range(0, count).SelectMany(n => new[] { InsertAsync(n), PlainAsync(n) }).ToArray();
        await Task.WhenAll([.. steps, Durable.Sleep(TimeSpan.FromMilliseconds(1))]);
        await InsertAsync(count);
        return steps.Length;
    }

    [Step(Transactional = true)]
    private static Task InsertAsync(int n, DbConnection db = null!) => Effects.InsertAsync(db, null, $"{n}");

    [Step]
    private static async Task PlainAsync(int n)
    {
        _ = n;
        await Task.Yield();
    }
}

/// <summary>Its step's first attempt writes a row, waits for the test, and writes again.</summary>
public sealed class SlowEffectWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync(bool listens) => await InsertAsync(listens);

    [Step(Transactional = true, RetryDelay = "1ms")]
    private async Task InsertAsync(bool listens, DbTransaction transaction = null!, CancellationToken cancel = default)
    {
        var db = transaction.Connection!;
        await Effects.InsertAsync(db, transaction, "slow");
        if (journal.Lines.Count > 0)
            return;
        journal.Add("begun");
        journal.Reach("begun");
        await (listens ? journal.Reached("go", cancel) : journal.Reached("go"));
        try
        {
            await Effects.InsertAsync(db, transaction, "late");
        }
        catch (DurableException e)
        {
            journal.Add(e.Code);
        }
    }
}

/// <summary>Its step tries what a step may not do.</summary>
public sealed class ForbiddenWorkflow(DurableClient client)
{
    [Workflow]
    public async Task<string[]> RunAsync() => await TryAsync();

    [Step(Transactional = true, MaxAttempts = 1)]
    private async Task<string[]> TryAsync(DbConnection db = null!, DbTransaction transaction = null!)
    {
        await Effects.InsertAsync(db, transaction, "mine");
        await Effects.ExecuteAsync(db, transaction, "PRAGMA table_info(effects)");
        var own = StepContext.Current.RunId;
        Func<Task>[] attempts =
        [
            () => transaction.CommitAsync(),
            () => transaction.RollbackAsync(),
            () => db.BeginTransactionAsync().AsTask(),
            () => Effects.ExecuteAsync(db, transaction, "COMMIT"),
            () => Effects.ExecuteAsync(db, transaction, "DELETE FROM events"),
            () => Effects.ExecuteAsync(db, transaction, "UPDATE runs SET status = 10"),
            () => Effects.ExecuteAsync(db, transaction, "DROP TABLE inbox"),
            () => Effects.ExecuteAsync(db, transaction, "ATTACH 'other.db' AS other"),
            () => Effects.ExecuteAsync(db, transaction, "PRAGMA user_version = 99"),
            () => client.StartAddWorkflowAsync(1, 1),
            () => client.CancelAsync(own, "no"),
            async () => Assert.That(await client.GetRunAsync(own), Is.Not.Null),
        ];
        var codes = new List<string>();
        foreach (var attempt in attempts)
            codes.Add(await CodeOfAsync(attempt));
        await db.CloseAsync();
        await transaction.DisposeAsync();
        return [.. codes];
    }

    private static async Task<string> CodeOfAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return "done";
        }
        catch (DurableException e)
        {
            return e.Code;
        }
    }
}

/// <summary>Its step lets SQLite end the transaction, and says nothing.</summary>
public sealed class EndedTransactionWorkflow
{
    [Workflow]
    public async Task RunAsync() => await InsertAsync();

    [Step(Transactional = true, MaxAttempts = 1)]
    private static async Task InsertAsync(DbConnection db = null!)
    {
        await Effects.ExecuteAsync(db, null, "CREATE TABLE once (value TEXT UNIQUE)");
        try
        {
            await Effects.ExecuteAsync(db, null, "INSERT INTO once VALUES ('a'); INSERT OR ROLLBACK INTO once VALUES ('a')");
        }
        catch (DbException)
        {
        }
    }
}

/// <summary>Its step goes on writing where SQLite has ended the transaction.</summary>
public sealed class WriteAfterRollbackWorkflow
{
    [Workflow]
    public async Task RunAsync(string sql) => await InsertAsync(sql);

    [Step(Transactional = true, MaxAttempts = 1)]
    private static async Task InsertAsync(string sql, DbConnection db = null!)
    {
        await Effects.ExecuteAsync(db, null, "CREATE TABLE once (value TEXT UNIQUE); INSERT INTO once VALUES ('a')");
        try
        {
            await Effects.ExecuteAsync(db, null, "INSERT OR ROLLBACK INTO once VALUES ('a')");
        }
        catch (DbException)
        {
        }

        await Effects.ExecuteAsync(db, null, sql);
    }
}

/// <summary>Its step executes what it is given.</summary>
public sealed class SqlWorkflow
{
    [Workflow]
    public async Task RunAsync(string sql) => await ExecuteAsync(sql);

    [Step(Transactional = true, MaxAttempts = 1)]
    private static Task ExecuteAsync(string sql, DbConnection db = null!) => Effects.ExecuteAsync(db, null, sql);
}

/// <summary>Its step's result is too large for the log.</summary>
public sealed class LargeEffectWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(int size) => await InsertAsync(size);

    [Step(Transactional = true)]
    private static async Task<string> InsertAsync(int size, DbConnection db = null!)
    {
        await Effects.InsertAsync(db, null, "large");
        return new string('x', size);
    }
}
