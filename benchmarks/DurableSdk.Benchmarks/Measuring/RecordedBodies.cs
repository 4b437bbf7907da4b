using Dapper;
using DurableSdk.Storage;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks;

/// <summary>Bodies of events as the engine writes them today, so that raw rows are as large.</summary>
internal static class RecordedBodies
{
    public static async Task<byte[]> OfAsync(Setting setting, EventKind kind)
    {
        var file = setting.NewFile("bodies");
        await using (var host = await BenchHost.StartAsync(file))
            await (await host.Client.StartStepsWorkflowAsync(10)).ResultAsync();
        byte[] body;
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
            body = await connection.QuerySingleAsync<byte[]>("SELECT body FROM events WHERE kind = @kind ORDER BY position DESC LIMIT 1", new { kind });
        setting.Delete(file);
        return body;
    }
}
