using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

public sealed class SqliteLargeBodyContractTests() : LargeBodyContract(new SqliteFixture());

/// <summary>Where SQLite keeps large bodies.</summary>
public sealed class SqliteLargeBodyTests : SqliteTests
{
    private static readonly string Large = new('x', 1_000_000);

    [Test]
    public async Task Rows_of_events_stay_small()
    {
        await WriteAsync();

        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT max(length(body)) FROM events WHERE typeof(body) = 'blob'"), Is.LessThan(100));
        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT body FROM events WHERE seq = 2"), Is.EqualTo(1_000_000));
        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT group_concat(length(body)) FROM bodies"), Is.EqualTo("1000000"));
    }

    [Test]
    public async Task Lists_and_the_newest_events_are_read_without_it()
    {
        await WriteAsync();
        RawDatabase.Execute(Fixture.Path, "DELETE FROM bodies");

        Assert.That((await Store.ListRunsAsync(new RunQuery(), None)).Select(run => run.RunId), Is.EqualTo(["run-1"]));
        Assert.That(await Store.CountRunsAsync(None), Has.Count.EqualTo(1));
        Assert.That((await Store.ReadLastEventAsync("run-1", None))!.Value.Body.Length, Is.EqualTo(4));
        Assert.That((await Store.ReadEventsAsync("run-1", 2, 10, None)).Single().Body.Length, Is.EqualTo(4));
        Assert.That((await Store.ReadEventsAsync("run-1", 1, 10, None)).Select(stored => stored.Body.Length), Is.EqualTo([0, 4]), "what is gone is noticed by its checksum");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Purge_deletes_it(bool keepKeys)
    {
        var owner = await WriteAsync();
        await CreateAsync(Run("other") with { Started = Event(1, EventKind.WorkflowStarted, Large) });
        await CommitAsync(owner, Append("run-1", 3, RunStatus.Completed));
        await Store.PurgeAsync(new PurgeRequest(Start.AddDays(9), keepKeys, Start.AddDays(9), 0, 100), None);

        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT count(*) FROM bodies"), Is.EqualTo(1), "that of the other run is there");
        Assert.That((await Store.ReadEventsAsync("other", 0, 10, None)).Single().Body.Length, Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task Large_body_that_an_older_schema_kept_in_its_row_is_read()
    {
        await WriteAsync();
        RawDatabase.Execute(Fixture.Path, "UPDATE events SET body = zeroblob(500000) WHERE seq = 3");

        Assert.That((await Store.ReadEventsAsync("run-1", 2, 10, None)).Single().Body.Length, Is.EqualTo(500_000));
    }

    private async Task<IRunOwner> WriteAsync()
    {
        await CreateAsync(Run("run-1", key: "key"));
        var owner = await OwnAsync(Store);
        await ClaimOneAsync(owner);
        await CommitAsync(owner, Append("run-1", 1) with { Events = [Event(2, body: Large), Event(3)] });
        return owner;
    }
}
