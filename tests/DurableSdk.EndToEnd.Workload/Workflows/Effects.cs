using System.Data.Common;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>A row per execution of a transactional step. The table has no key: a row that is written twice is there twice.</summary>
internal static class Effects
{
    public static async Task WriteAsync(DbConnection db, DbTransaction transaction)
    {
        await ExecuteAsync(db, transaction, "CREATE TABLE IF NOT EXISTS effects (run_id TEXT NOT NULL, step_id TEXT NOT NULL, process_id INTEGER NOT NULL)");
        var step = StepContext.Current;
        await ExecuteAsync(db, transaction, $"INSERT INTO effects VALUES ('{step.RunId}', '{step.StepId}', {Environment.ProcessId})");
    }

    private static async Task ExecuteAsync(DbConnection db, DbTransaction transaction, string sql)
    {
        await using var command = db.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Ids of the workload's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
