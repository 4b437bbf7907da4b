namespace DurableSdk.StoreTests.Contract;

/// <summary>A backend under the contract: a database that any number of "processes" open.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    /// <summary>How long a wait of a test may last before it counts as hung.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes an empty database; called before every test.</summary>
    public abstract void Create();

    /// <summary>Opens the database as another process would.</summary>
    public abstract ValueTask<IEventStore> OpenAsync();

    /// <summary>Ends a "process" as <c>kill -9</c> would.</summary>
    public abstract ValueTask CrashAsync(IEventStore store);

    /// <summary>Lets processes notice what others have committed, as it happens by itself after a while.</summary>
    public abstract void LetOthersNotice();

    /// <summary>Removes the database; called after every test.</summary>
    public abstract ValueTask DisposeAsync();
}
