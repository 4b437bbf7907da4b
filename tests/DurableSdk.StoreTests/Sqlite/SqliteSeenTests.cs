namespace DurableSdk.StoreTests.Sqlite;

/// <summary>What a chain of continued runs costs the file.</summary>
public sealed class SqliteSeenTests : SqliteTests
{
    [Test]
    public async Task Ids_that_a_chain_has_seen_are_moved_by_no_run_and_go_with_the_last()
    {
        var owner = await OwnRunAsync("first");
        await Store.SendAsync("first", Message(id: "a"), None);
        await CommitAsync(owner, Continue("first", 1, "second"));
        await Store.SendAsync("second", Message(id: "b"), None);
        await ClaimAsync(owner);
        await CommitAsync(owner, Continue("second", 1, "third"));

        Assert.That(Seen(), Is.EqualTo("1a 1b"), "both under the number of the first run");
        Assert.That((await Store.PurgeAsync(new PurgeRequest(Start.AddDays(1), KeepKeys: true, Start, 0, 100), None)).Purged, Is.EqualTo(2));
        Assert.That(await Store.SendAsync("third", Message(id: "a"), None), Is.EqualTo(SendResult.Accepted));
        Assert.That(await owner.ReadInboxAsync("third", None), Has.Count.EqualTo(2), "the id was seen");

        await ClaimAsync(owner);
        await CommitAsync(owner, Append("third", 1, RunStatus.Completed));
        await Store.PurgeAsync(new PurgeRequest(Start.AddDays(1), KeepKeys: true, Start, 0, 100), None);
        Assert.That(Seen(), Is.Empty);
    }

    private string Seen()
    {
        using var file = RawDatabase.Open(Fixture.Path);
        return string.Join(' ', RawDatabase.Column(file, "SELECT run || message_id FROM inbox_seen ORDER BY message_id", 0));
    }
}
