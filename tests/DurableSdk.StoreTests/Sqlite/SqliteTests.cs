using DurableSdk.Sqlite;
using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>What only SQLite's tests need, on the same builders as the contracts.</summary>
public abstract class SqliteTests : StoreContract
{
    private protected SqliteTests()
        : this(new SqliteFixture())
    {
    }

    private SqliteTests(SqliteFixture fixture)
        : base(fixture) => Fixture = fixture;

    internal SqliteFixture Fixture { get; }

    internal SqliteEventStore Sqlite => (SqliteEventStore)Store;

    private protected static async Task<DurableException> OpenFailsAsync(SqliteStoreOptions options)
    {
        await using var store = new SqliteEventStore(options, TimeProvider.System, null);
        return Assert.ThrowsAsync<DurableException>(async () => await store.OpenAsync(None))!;
    }
}
