using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.InMemory;

public sealed class InMemoryCreateRunTests() : CreateRunContract(new InMemoryFixture());
