using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>Waits whose answer has to be read.</summary>
public sealed class SqliteFinishTests : SqliteTests
{
    [Test]
    public async Task Wait_goes_on_where_what_was_told_to_an_earlier_one_is_no_longer_so()
    {
        // Somebody waits for a run that isn't there, a look for what others have ended finds none, and then it is created.
        _ = Sqlite.Waiters.Enter("run-1", out _);
        Sqlite.Waiters.Finished("run-1", null);
        var owner = await OwnRunAsync();

        var wait = Store.WaitForFinishAsync("run-1", None).AsTask();
        await CommitAsync(owner, Append("run-1", 1));
        Assert.That(await Task.WhenAny(wait, Store.GetRunAsync("run-1", None).AsTask()), Is.Not.SameAs(wait));
        await CommitAsync(owner, Append("run-1", 2, RunStatus.Completed));

        Assert.That((await wait.WaitAsync(StoreFixture.Patience)).Status, Is.EqualTo(RunStatus.Completed));
        Sqlite.Waiters.Leave("run-1");
    }
}
