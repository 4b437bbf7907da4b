using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

public sealed class SqliteAppendTests() : AppendContract(new SqliteFixture());

public sealed class SqliteChainTests() : ChainContract(new SqliteFixture());

public sealed class SqliteChildTests() : ChildContract(new SqliteFixture());

public sealed class SqliteClaimTests() : ClaimContract(new SqliteFixture());

public sealed class SqliteCreateRunTests() : CreateRunContract(new SqliteFixture());

public sealed class SqliteInboxTests() : InboxContract(new SqliteFixture());

public sealed class SqliteHookTests() : HookContract(new SqliteFixture());

public sealed class SqliteIntakeTests() : IntakeContract(new SqliteFixture());

public sealed class SqliteOutgoingTests() : OutgoingContract(new SqliteFixture());

public sealed class SqliteOwnershipTests() : OwnershipContract(new SqliteFixture());

public sealed class SqlitePurgeTests() : PurgeContract(new SqliteFixture());

public sealed class SqliteReadTests() : ReadContract(new SqliteFixture());

public sealed class SqliteSubscriptionTests() : SubscriptionContract(new SqliteFixture());

public sealed class SqliteTerminateTests() : TerminateContract(new SqliteFixture());
public sealed class SqliteSearchTests() : SearchContract(new SqliteFixture());

public sealed class SqliteWaitTests() : WaitContract(new SqliteFixture());
