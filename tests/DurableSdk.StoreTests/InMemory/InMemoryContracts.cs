using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.InMemory;

public sealed class InMemoryAppendTests() : AppendContract(new InMemoryFixture());

public sealed class InMemoryChainTests() : ChainContract(new InMemoryFixture());

public sealed class InMemoryChildTests() : ChildContract(new InMemoryFixture());

public sealed class InMemoryClaimTests() : ClaimContract(new InMemoryFixture());

public sealed class InMemoryCreateRunTests() : CreateRunContract(new InMemoryFixture());

public sealed class InMemoryInboxTests() : InboxContract(new InMemoryFixture());

public sealed class InMemoryHookTests() : HookContract(new InMemoryFixture());

public sealed class InMemoryIntakeTests() : IntakeContract(new InMemoryFixture());

public sealed class InMemoryOutgoingTests() : OutgoingContract(new InMemoryFixture());

public sealed class InMemoryOwnershipTests() : OwnershipContract(new InMemoryFixture());

public sealed class InMemoryPurgeTests() : PurgeContract(new InMemoryFixture());

public sealed class InMemoryReadTests() : ReadContract(new InMemoryFixture());

public sealed class InMemorySubscriptionTests() : SubscriptionContract(new InMemoryFixture());

public sealed class InMemoryTerminateTests() : TerminateContract(new InMemoryFixture());
public sealed class InMemorySearchTests() : SearchContract(new InMemoryFixture());

public sealed class InMemoryWaitTests() : WaitContract(new InMemoryFixture());

public sealed class InMemoryLargeBodyTests() : LargeBodyContract(new InMemoryFixture());
