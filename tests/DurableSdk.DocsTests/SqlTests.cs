using Microsoft.Data.Sqlite;

namespace DurableSdk.DocsTests;

/// <summary>The queries that the guide gives to operators run on a database of today's schema.</summary>
public sealed class SqlTests
{
    private string _directory = "";

    [OneTimeSetUp]
    public async Task CreateDatabase()
    {
        _directory = Directory.CreateTempSubdirectory("durable-docs").FullName;
        await using var host = await DurableHost.StartAsync(o =>
        {
            o.ExecuteRuns = false;
            o.UseSqlite(Connection);
        });
        await host.Client.CountRunsAsync();
    }

    [OneTimeTearDown]
    public void DeleteDatabase()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public void Queries_of_the_guide_run()
    {
        using var connection = new SqliteConnection(Connection);
        connection.Open();
        var queries = Block.In(Path.Combine(Repository.Root, "docs", "guide", "operations.md")).Where(block => block.Info == "sql").ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(queries, Is.Not.Empty);
            foreach (var query in queries)
                Assert.That(() => Run(connection, query.Text), Throws.Nothing, query.ToString());
        });
    }

    private string Connection => $"Data Source={Path.Combine(_directory, "docs.db")}";

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.NextResult())
        {
        }
    }
}
