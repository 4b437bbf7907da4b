using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

public sealed class SqliteCreateRunTests() : CreateRunContract(new SqliteFixture());
