using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.InMemory;

internal sealed class InMemoryFixture : StoreFixture
{
    private InMemoryDatabase _database = new();

    public override void Create() => _database = new InMemoryDatabase();

    public override async ValueTask<IEventStore> OpenAsync()
    {
        var store = new InMemoryEventStore(_database);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    public override ValueTask CrashAsync(IEventStore store)
    {
        ((InMemoryEventStore)store).Crash();
        return ValueTask.CompletedTask;
    }

    public override void LetOthersNotice()
    {
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
